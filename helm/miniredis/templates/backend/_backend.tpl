{{/*
What is the backend's own. Migrations: Flyway runs them as the new version starts, before it is ready, and so before it serves; replicas
wait for each other. A hook could not run before the first install's database is there. They only expand while the version before still
serves, and contract a release later, so there is ten minutes' room to start in, and going back needs no migration.
*/}}
{{- define "miniredis.backend" -}}
component: backend
canary: true
startup: 600
grace: 40
config:
  AUTH_SERVICE_URL: {{ include "miniredis.url" (list . "auth-service") }}
  POSTGRES_MAIN_URL: {{ include "miniredis.postgresUrl" (list . "main") | quote }}
  POSTGRES_MAIN_USER: {{ include "miniredis.postgresUser" (list . "main") | quote }}
  MINIREDIS_AUDIT_KEEP: {{ .Values.accounts.auditKeep }}
  SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE: {{ .Values.backend.connections }}
{{- end -}}
