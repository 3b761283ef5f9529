{{- define "miniredis.lokiConfig" -}}
loki.yaml: |
  auth_enabled: false
  server: {http_listen_port: 3100}
  common:
    path_prefix: /loki
    replication_factor: 1
    ring: {kvstore: {store: inmemory}, instance_addr: 127.0.0.1}
    storage: {filesystem: {chunks_directory: /loki/chunks, rules_directory: /loki/rules}}
  schema_config:
    configs:
      - {from: "2024-01-01", store: tsdb, object_store: filesystem, schema: v13, index: {prefix: index_, period: 24h}}
  limits_config: {retention_period: {{ .Values.observability.loki.retention }}}
  compactor: {working_directory: /loki/compactor, retention_enabled: true, delete_request_store: filesystem}
  analytics: {reporting_enabled: false}
{{- end -}}

{{/* Logs by the Kubernetes API: reading them from the machines' disks would need a pod that may do more than ours */}}
{{- define "miniredis.shipperConfig" -}}
config.alloy: |
  discovery.kubernetes "pods" {
    role = "pod"
    namespaces { names = ["{{ .Release.Namespace }}"] }
  }
  discovery.relabel "pods" {
    targets = discovery.kubernetes.pods.targets
    rule {
      source_labels = ["__meta_kubernetes_pod_label_app_kubernetes_io_instance"]
      regex         = "{{ .Release.Name }}"
      action        = "keep"
    }
    rule {
      source_labels = ["__meta_kubernetes_pod_label_app_kubernetes_io_component"]
      target_label  = "service"
    }
    rule {
      source_labels = ["__meta_kubernetes_pod_name"]
      target_label  = "pod"
    }
    rule {
      source_labels = ["__meta_kubernetes_namespace"]
      target_label  = "namespace"
    }
  }
  loki.source.kubernetes "pods" {
    targets    = discovery.relabel.pods.output
    forward_to = [loki.write.loki.receiver]
  }
  loki.write "loki" {
    endpoint { url = "http://{{ include "miniredis.name" (list . "loki") }}:3100/loki/api/v1/push" }
  }
{{- end -}}
