{{/* (list ROOT main|auth): the JDBC URL of a PostgreSQL */}}
{{- define "miniredis.postgresUrl" -}}
{{- $root := index . 0 -}}{{- $which := index . 1 -}}
{{- with (get $root.Values.postgres $which).external.url -}}{{ . }}
{{- else -}}jdbc:postgresql://{{ include "miniredis.name" (list $root (printf "postgres-%s" $which)) }}:5432/miniredis
{{- end -}}
{{- end -}}

{{- define "miniredis.postgresUser" -}}
{{- $values := get (index . 0).Values.postgres (index . 1) -}}
{{- ternary $values.external.user "miniredis" (ne $values.external.url "") -}}
{{- end -}}

{{/* … its host, port and database, for programs that are not Java */}}
{{- define "miniredis.postgresHost" -}}
{{- regexReplaceAll "^jdbc:postgresql://([^:/]+).*$" (include "miniredis.postgresUrl" .) "${1}" -}}
{{- end -}}
{{- define "miniredis.postgresPort" -}}
{{- $port := regexFind "^jdbc:postgresql://[^:/]+:[0-9]+" (include "miniredis.postgresUrl" .) -}}
{{- if $port -}}{{ regexReplaceAll "^.*:" $port "" }}{{- else -}}5432{{- end -}}
{{- end -}}
{{- define "miniredis.postgresDatabase" -}}
{{- regexReplaceAll "^jdbc:postgresql://[^/]+/([^?]+).*$" (include "miniredis.postgresUrl" .) "${1}" -}}
{{- end -}}
