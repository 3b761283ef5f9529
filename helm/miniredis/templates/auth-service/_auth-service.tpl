{{/* What is the auth-service's own; its migrations run like the backend's */}}
{{- define "miniredis.auth-service" -}}
component: auth-service
startup: 600
config:
  BACKEND_URL: {{ include "miniredis.url" (list . "backend") }}
  POSTGRES_AUTH_URL: {{ include "miniredis.postgresUrl" (list . "auth") | quote }}
  POSTGRES_AUTH_USER: {{ include "miniredis.postgresUser" (list . "auth") | quote }}
  SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE: {{ .Values.authService.connections }}
  {{- with include "miniredis.publicUrl" . }}
  MINIREDIS_PUBLIC_URL: {{ . }}
  {{- end }}
{{- end -}}
