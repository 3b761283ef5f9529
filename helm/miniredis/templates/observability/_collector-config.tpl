{{- define "miniredis.collectorConfig" -}}
{{- $exporter := .Values.observability.collector.exporter -}}
collector.yaml: |
  receivers:
    otlp: {protocols: {http: {endpoint: "0.0.0.0:4318"}}}
  processors:
    memory_limiter: {check_interval: 1s, limit_percentage: 75, spike_limit_percentage: 20}
    batch: {}
  exporters:
    {{- if $exporter }}
    otlphttp: {endpoint: {{ $exporter | quote }}}
    {{- else }}
    debug: {verbosity: basic}
    {{- end }}
  extensions:
    health_check: {endpoint: "0.0.0.0:13133"}
  service:
    extensions: [health_check]
    pipelines:
      traces: {receivers: [otlp], processors: [memory_limiter, batch], exporters: [{{ ternary "otlphttp" "debug" (ne $exporter "") }}]}
{{- end -}}
