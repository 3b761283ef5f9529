{{/* What is the frontend's own */}}
{{- define "miniredis.frontend" -}}
component: frontend
config:
  API_GATEWAY_URL: {{ include "miniredis.url" (list . "api-gateway") }}
{{- end -}}
