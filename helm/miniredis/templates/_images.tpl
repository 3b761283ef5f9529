{{- define "miniredis.tag" -}}
{{- .Values.image.tag | default .Chart.AppVersion -}}
{{- end -}}

{{/* (list ROOT SERVICE): the tag of one of our images */}}
{{- define "miniredis.tagOf" -}}
{{- $root := index . 0 -}}
{{- ternary $root.Values.nodeManager.tag "" (eq (index . 1) "node-manager") | default (include "miniredis.tag" $root) -}}
{{- end -}}

{{/* (list ROOT SERVICE): one of our images */}}
{{- define "miniredis.image" -}}
{{- $root := index . 0 -}}
{{- with $root.Values.image.registry }}{{ . }}/{{ end }}{{ $root.Values.image.repository }}/{{ index . 1 }}:{{ include "miniredis.tagOf" . }}
{{- end -}}

{{/* (list ROOT IMAGE): somebody else's */}}
{{- define "miniredis.foreignImage" -}}
{{- with (index . 0).Values.image.registry }}{{ . }}/{{ end }}{{ (index . 1).repository }}:{{ (index . 1).tag }}
{{- end -}}

{{- define "miniredis.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}
