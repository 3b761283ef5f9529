{{- define "miniredis.prometheusConfig" -}}
prometheus.yml: |
  global:
    scrape_interval: 15s
    evaluation_interval: 15s
  rule_files: [/etc/prometheus/rules-*.yaml]
  scrape_configs:
    - job_name: miniredis
      metrics_path: /actuator/prometheus
      kubernetes_sd_configs: &pods
        - role: pod
          namespaces: {names: [{{ .Release.Namespace }}]}
      relabel_configs:
        - {action: keep, source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_instance, __meta_kubernetes_pod_container_port_name], regex: {{ .Release.Name }};http}
        - {action: keep, source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_component], regex: frontend|api-gateway|backend|auth-service|node-manager|monitoring-service}
        - &service {action: replace, source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_component], target_label: service}
        - &job {action: replace, source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_component], target_label: job}
        - &namespace {action: replace, source_labels: [__meta_kubernetes_namespace], target_label: namespace}
        - &pod {action: replace, source_labels: [__meta_kubernetes_pod_name], target_label: pod}
        - {action: replace, source_labels: [__meta_kubernetes_pod_label_rollouts_pod_template_hash], target_label: rollouts_pod_template_hash}
    - job_name: postgres
      kubernetes_sd_configs: *pods
      relabel_configs:
        - {action: keep, source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_instance, __meta_kubernetes_pod_container_port_name], regex: {{ .Release.Name }};metrics}
        - *service
        - *job
        - *namespace
        - *pod
{{- range $path, $_ := .Files.Glob "rules/*.yaml" }}
rules-{{ base $path }}: |
  {{- $.Files.Get $path | nindent 2 }}
{{- end }}
{{- end -}}
