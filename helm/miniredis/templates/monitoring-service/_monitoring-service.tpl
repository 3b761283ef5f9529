{{/* What is the monitoring-service's own */}}
{{- define "miniredis.monitoring-service" -}}
component: monitoring-service
config:
  AUTH_SERVICE_URL: {{ include "miniredis.url" (list . "auth-service") }}
  BACKEND_URL: {{ include "miniredis.url" (list . "backend") }}
{{- end -}}
