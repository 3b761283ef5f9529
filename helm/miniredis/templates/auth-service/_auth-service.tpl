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
  MINIREDIS_VERIFICATION: {{ .Values.accounts.verification }}
  MINIREDIS_AUDIT_KEEP: {{ .Values.accounts.auditKeep }}
  {{- with .Values.accounts.operators }}
  MINIREDIS_OPERATORS: {{ join "," . | quote }}
  {{- end }}
  {{- if .Values.mail.host }}
  MINIREDIS_MAIL_HOST: {{ .Values.mail.host }}
  MINIREDIS_MAIL_PORT: {{ .Values.mail.port }}
  MINIREDIS_MAIL_ENCRYPTION: {{ .Values.mail.encryption }}
  MINIREDIS_MAIL_FROM: {{ .Values.mail.from | quote }}
  {{- with .Values.mail.user }}
  MINIREDIS_MAIL_USER: {{ . | quote }}
  {{- end }}
  {{- end }}
  {{- if .Values.oidc.issuer }}
  MINIREDIS_OIDC_ISSUER: {{ .Values.oidc.issuer | quote }}
  MINIREDIS_OIDC_CLIENT_ID: {{ .Values.oidc.clientId | quote }}
  MINIREDIS_OIDC_ID: {{ .Values.oidc.id | quote }}
  {{- with .Values.oidc.name }}
  MINIREDIS_OIDC_NAME: {{ . | quote }}
  {{- end }}
  {{- end }}
moreSecrets: {{ compact (list .Values.mail.passwordSecret .Values.oidc.clientSecret) | toJson }}
{{- end -}}
