{{/* Where traces go; empty: nowhere */}}
{{- define "miniredis.otlpEndpoint" -}}
{{- if .Values.observability.otlpEndpoint -}}{{ .Values.observability.otlpEndpoint }}
{{- else if .Values.observability.collector.enabled -}}http://{{ include "miniredis.name" (list . "collector") }}:4318
{{- end -}}
{{- end -}}

{{/* (list ROOT COMPONENT): labels of an object that an operator or a sidecar selects */}}
{{- define "miniredis.observedLabels" -}}
{{- include "miniredis.labels" . }}
{{- with (index . 0).Values.observability.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The Prometheus that canaries are judged by and Grafana reads; by its full name, since others ask from other namespaces */}}
{{- define "miniredis.prometheusUrl" -}}
{{- if .Values.observability.prometheus.enabled -}}http://{{ include "miniredis.name" (list . "prometheus") }}.{{ .Release.Namespace }}:9090
{{- else -}}{{ .Values.observability.prometheusUrl }}
{{- end -}}
{{- end -}}
