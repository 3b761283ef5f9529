{{- define "miniredis.grafanaConfig" -}}
datasources.yaml: |
  apiVersion: 1
  datasources:
    - name: Prometheus
      uid: prometheus
      type: prometheus
      isDefault: true
      url: {{ include "miniredis.prometheusUrl" . }}
    {{- if .Values.observability.loki.enabled }}
    - name: Loki
      uid: loki
      type: loki
      url: http://{{ include "miniredis.name" (list . "loki") }}:3100
    {{- end }}
providers.yaml: |
  apiVersion: 1
  providers:
    - name: miniredis
      type: file
      options: {path: /dashboards}
{{- end -}}
