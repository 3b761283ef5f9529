{{/* What the stateless services have in common. Each of these takes (dict root component values …). */}}

{{/* the account that its pods run as; it may do nothing, and no pod holds its token */}}
{{- define "miniredis.account" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
  annotations:
    argocd.argoproj.io/sync-wave: "-2"
automountServiceAccountToken: false
{{- end -}}

{{/* config: a map of environment variables */}}
{{- define "miniredis.config" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
  annotations:
    argocd.argoproj.io/sync-wave: "-2"
data:
  {{- include "miniredis.configData" . | nindent 2 }}
{{- end -}}

{{- define "miniredis.configData" -}}
MINIREDIS_SECRETS_DIR: /run/secrets/miniredis
SERVER_PORT: {{ include "miniredis.port" .component | quote }}
{{- with .root.Values.observability.logFormat }}
LOGGING_STRUCTURED_FORMAT_CONSOLE: {{ . | quote }}
{{- end }}
{{- with include "miniredis.otlpEndpoint" .root }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
{{- if has $.component (list "frontend" "api-gateway") }}
OTEL_TRACES_SAMPLER_ARG: {{ $.root.Values.observability.traceRatio | quote }}
{{- end }}
{{- end }}
{{- with .values.jvmOptions }}
JDK_JAVA_OPTIONS: {{ . | quote }}
{{- end }}
{{- range $name, $value := merge (dict) .values.config .config }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end -}}

{{/* startup: seconds until it has to be up */}}
{{- define "miniredis.probes" -}}
# alive depends on nothing but itself; ready means that it can do its work
startupProbe:
  httpGet: {path: /actuator/health/liveness, port: http}
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: {{ div (.startup | default 180) 2 }}
livenessProbe:
  httpGet: {path: /actuator/health/liveness, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /actuator/health/readiness, port: http}
  periodSeconds: 5
  timeoutSeconds: 4
  failureThreshold: 3
{{- end -}}

{{/* port: of its Service, where that is not its own */}}
{{- define "miniredis.service" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- include "miniredis.selector" (list .root .component) | nindent 4 }}
  ports:
    - name: http
      port: {{ .port | default (include "miniredis.port" .component) }}
      targetPort: http
      protocol: TCP
{{- end -}}

{{/* canary: whether it may be a Rollout; startup; grace: the seconds that it takes at most to end */}}
{{- define "miniredis.deployment" -}}
{{- $canary := and (.canary | default false) .root.Values.rollouts.enabled -}}
apiVersion: {{ ternary "argoproj.io/v1alpha1" "apps/v1" $canary }}
kind: {{ ternary "Rollout" "Deployment" $canary }}
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
  annotations:
    {{- include "miniredis.wave" (list .root .component) | nindent 4 }}
spec:
  {{- if not (.values.autoscaling | default dict).enabled }}
  replicas: {{ .values.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  minReadySeconds: 5
  # longer than the start may take, a migration included
  progressDeadlineSeconds: {{ add (.startup | default 180) 120 }}
  selector:
    matchLabels:
      {{- include "miniredis.selector" (list .root .component) | nindent 6 }}
  {{- if $canary }}
  # a new version whose pods do not get ready goes as well
  progressDeadlineAbort: true
  {{- end }}
  strategy:
    {{- if $canary }}
    {{- include "miniredis.canary" . | nindent 4 }}
    {{- else }}
    type: RollingUpdate
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
    {{- end }}
  template:
    metadata:
      labels:
        {{- include "miniredis.podLabels" (list .root .component) | nindent 8 }}
      annotations:
        checksum/config: {{ include "miniredis.configData" . | sha256sum }}
    spec:
      serviceAccountName: {{ include "miniredis.name" (list .root .component) }}
      {{- include "miniredis.podSecurity" 10001 | nindent 6 }}
      {{- include "miniredis.pullSecrets" .root | nindent 6 }}
      # 5 s in which nobody sends new requests, then those under way are answered
      terminationGracePeriodSeconds: {{ add 10 (.grace | default 20) }}
      containers:
        - name: {{ .component }}
          image: {{ include "miniredis.image" (list .root .component) }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          {{- include "miniredis.containerSecurity" . | nindent 10 }}
          envFrom:
            - configMapRef: {name: {{ include "miniredis.name" (list .root .component) }}}
          ports:
            - name: http
              containerPort: {{ include "miniredis.port" .component }}
              protocol: TCP
          {{- include "miniredis.probes" . | nindent 10 }}
          lifecycle:
            preStop:
              sleep: {seconds: 5}
          resources:
            {{- toYaml .values.resources | nindent 12 }}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
            - {name: secrets, mountPath: /run/secrets/miniredis, readOnly: true}
      volumes:
        - name: tmp
          emptyDir: {sizeLimit: 256Mi}
        {{- include "miniredis.secretsVolume" . | nindent 8 }}
      {{- include "miniredis.scheduling" (list .root .component) | nindent 6 }}
{{- end -}}

{{- define "miniredis.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
spec:
  maxUnavailable: 1
  # a pod that is not ready serves nobody: let a machine be emptied
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "miniredis.selector" (list .root .component) | nindent 6 }}
{{- end -}}

{{- define "miniredis.autoscaler" -}}
{{- $canary := and (.canary | default false) .root.Values.rollouts.enabled -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: {{ ternary "argoproj.io/v1alpha1" "apps/v1" $canary }}
    kind: {{ ternary "Rollout" "Deployment" $canary }}
    name: {{ include "miniredis.name" (list .root .component) }}
  minReplicas: {{ .values.autoscaling.minReplicas }}
  maxReplicas: {{ .values.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target: {type: Utilization, averageUtilization: {{ .values.autoscaling.cpu }}}
    {{- with .values.autoscaling.requestsPerSecond }}
    - type: Pods
      pods:
        metric: {name: http_server_requests_per_second}
        target: {type: AverageValue, averageValue: {{ . | quote }}}
    {{- end }}
  behavior:
    # a JVM that warms up is busy: neither double on it nor take away what a minute later is needed again
    scaleUp:
      stabilizationWindowSeconds: 60
      policies:
        - {type: Pods, value: 2, periodSeconds: 60}
    scaleDown:
      stabilizationWindowSeconds: 300
      policies:
        - {type: Pods, value: 1, periodSeconds: 120}
{{- end -}}
