{{/* The Secrets and their keys. Each component has its own, with nothing in it that it does not need. */}}
{{- define "miniredis.secretKeys" -}}
{{- $v := .Values -}}
{{- if not $v.postgres.main.external.url }}
postgres-main: [password]
{{- end }}
{{- if not $v.postgres.auth.external.url }}
postgres-auth: [password]
{{- end }}
auth-service: [CLIENT_SECRET_API_GATEWAY, CLIENT_SECRET_BACKEND, CLIENT_SECRET_MONITORING_SERVICE, CLIENT_SECRET_NODE_MANAGER, MINIREDIS_SECRET_KEY, POSTGRES_AUTH_PASSWORD]
backend: [MINIREDIS_SECRET_KEY, POSTGRES_MAIN_PASSWORD, SERVICE_CLIENT_SECRET]
api-gateway: [SERVICE_CLIENT_SECRET]
node-manager: [SERVICE_CLIENT_SECRET]
monitoring-service: [SERVICE_CLIENT_SECRET]
{{- if $v.backup.enabled }}
backup: [BACKUP_KEY, POSTGRES_AUTH_PASSWORD, POSTGRES_MAIN_PASSWORD{{ if eq $v.backup.store "s3" }}, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY{{ end }}]
{{- end }}
{{- if $v.observability.grafana.enabled }}
grafana: [admin-password]
{{- end }}
{{- end -}}

{{/* (list COMPONENT KEY): what a key holds; two components that share a secret have two keys of the same */}}
{{- define "miniredis.secretSource" -}}
{{- $component := index . 0 -}}{{- $key := index . 1 -}}
{{- if eq $key "SERVICE_CLIENT_SECRET" -}}CLIENT_SECRET_{{ $component | upper | replace "-" "_" }}
{{- else if and (eq $key "MINIREDIS_SECRET_KEY") (eq $component "auth-service") -}}MINIREDIS_AUTH_SECRET_KEY
{{- else if eq $component "postgres-main" -}}POSTGRES_MAIN_PASSWORD
{{- else if eq $component "postgres-auth" -}}POSTGRES_AUTH_PASSWORD
{{- else if eq $key "admin-password" -}}GRAFANA_ADMIN_PASSWORD
{{- else -}}{{ $key }}
{{- end -}}
{{- end -}}

{{/* (list ROOT COMPONENT): the name of a component's Secret */}}
{{- define "miniredis.secretName" -}}
{{- $root := index . 0 -}}{{- $component := index . 1 -}}
{{- if eq $root.Values.secrets.mode "existing" -}}
{{- get $root.Values.secrets.existing $component -}}
{{- else -}}
{{- include "miniredis.name" . -}}
{{- end -}}
{{- end -}}

{{/* (dict root component values): the volume that a service reads its secrets from, a file for each; moreSecrets: names of further Secrets */}}
{{- define "miniredis.secretsVolume" -}}
{{- $own := hasKey (include "miniredis.secretKeys" .root | fromYaml) .component -}}
- name: secrets
  {{- $more := concat (.moreSecrets | default list) (.values.extraSecrets | default list) | uniq }}
  {{- if or $own $more }}
  projected:
    defaultMode: 0440
    sources:
      {{- if $own }}
      - secret: {name: {{ include "miniredis.secretName" (list .root .component) }}}
      {{- end }}
      {{- range $more }}
      - secret: {name: {{ . }}}
      {{- end }}
  {{- else }}
  emptyDir: {sizeLimit: 1Mi}
  {{- end }}
{{- end -}}
