{{/* What is the node-manager's own. files/node-manager-start adds what differs from host to host. */}}
{{- define "miniredis.node-manager" -}}
component: node-manager
startup: 300
config:
  AUTH_SERVICE_URL: {{ include "miniredis.url" (list . "auth-service") }}
  BACKEND_URL: {{ include "miniredis.url" (list . "backend") }}
  MINIREDIS_DATA_DIR: /data
  POOL_START: {{ .Values.nodeManager.ports.start }}
  POOL_PER_HOST: {{ .Values.nodeManager.ports.perHost }}
  HOSTS_DOMAIN: {{ include "miniredis.name" (list . "node-manager") }}.{{ .Release.Namespace }}.svc
  {{- with .Values.nodeManager.exposure.publicHost }}
  PUBLIC_HOST: {{ . | quote }}
  {{- else }}
  {{- if eq .Values.nodeManager.exposure.type "ClusterIP" }}
  PUBLIC_HOST: {{ include "miniredis.name" (list . "databases") }}-{ordinal}.{{ .Release.Namespace }}.svc
  {{- end }}
  {{- end }}
{{- end -}}
