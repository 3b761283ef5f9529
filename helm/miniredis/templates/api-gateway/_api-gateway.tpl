{{/* What is the gateway's own */}}
{{- define "miniredis.api-gateway" -}}
component: api-gateway
canary: true
config:
  AUTH_SERVICE_URL: {{ include "miniredis.url" (list . "auth-service") }}
  BACKEND_URL: {{ include "miniredis.url" (list . "backend") }}
  MONITORING_SERVICE_URL: {{ include "miniredis.url" (list . "monitoring-service") }}
  {{- with include "miniredis.publicUrl" . }}
  MINIREDIS_PUBLIC_URL: {{ . }}
  {{- end }}
  {{- with .Values.accounts.corsOrigins }}
  MINIREDIS_CORS_ORIGINS: {{ join "," . | quote }}
  {{- end }}
{{- end -}}
