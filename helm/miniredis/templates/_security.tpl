{{/* What the restricted Pod Security standard asks of a pod; UID as number, so that the kubelet can see that it is not root */}}
{{- define "miniredis.podSecurity" -}}
automountServiceAccountToken: false
# variables such as BACKEND_PORT, which Kubernetes adds for every Service, would be taken for configuration
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ . }}
  runAsGroup: {{ . }}
  fsGroup: {{ . }}
  # a volume full of files is not walked through with every start
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{/* … and of a container */}}
{{- define "miniredis.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end -}}
