{{/*
(dict root component uid image port args data mounts volumes resources token): one pod of somebody else's program, with a Service and a
volume where data says its size. args, mounts, volumes: text.
*/}}
{{- define "miniredis.observer" -}}
{{- $name := include "miniredis.name" (list .root .component) -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
automountServiceAccountToken: false
---
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
      port: {{ .port }}
      targetPort: http
      protocol: TCP
---
apiVersion: apps/v1
kind: {{ ternary "StatefulSet" "Deployment" (hasKey . "data") }}
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
spec:
  replicas: 1
  {{- if hasKey . "data" }}
  serviceName: {{ $name }}
  persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain, whenScaled: Retain}
  {{- else }}
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  {{- end }}
  selector:
    matchLabels:
      {{- include "miniredis.selector" (list .root .component) | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "miniredis.selector" (list .root .component) | nindent 8 }}
        app.kubernetes.io/part-of: miniredis
      annotations:
        checksum/config: {{ .config | sha256sum }}
    spec:
      serviceAccountName: {{ $name }}
      {{- include "miniredis.podSecurity" .uid | nindent 6 | replace "automountServiceAccountToken: false" (printf "automountServiceAccountToken: %t" (hasKey . "token")) }}
      {{- include "miniredis.pullSecrets" .root | nindent 6 }}
      terminationGracePeriodSeconds: 60
      containers:
        - name: {{ .component }}
          image: {{ include "miniredis.foreignImage" (list .root .image) }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          {{- with .args }}
          args:
            {{- . | nindent 12 }}
          {{- end }}
          {{- include "miniredis.containerSecurity" . | nindent 10 }}
          {{- with .env }}
          env:
            {{- . | nindent 12 }}
          {{- end }}
          ports:
            - name: http
              containerPort: {{ .port }}
              protocol: TCP
          startupProbe:
            httpGet: {path: {{ .ready }}, port: {{ .readyPort | default "http" }}}
            periodSeconds: 5
            timeoutSeconds: 4
            failureThreshold: 60
          livenessProbe:
            httpGet: {path: {{ .ready }}, port: {{ .readyPort | default "http" }}}
            periodSeconds: 30
            timeoutSeconds: 10
            failureThreshold: 6
          readinessProbe:
            httpGet: {path: {{ .ready }}, port: {{ .readyPort | default "http" }}}
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 3
          resources:
            {{- toYaml .resources | nindent 12 }}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
            - {name: config, mountPath: {{ .configPath }}, readOnly: true}
            {{- if hasKey . "dataPath" }}
            - {name: data, mountPath: {{ .dataPath }}}
            {{- end }}
            {{- with .mounts }}
            {{- . | nindent 12 }}
            {{- end }}
      volumes:
        - name: tmp
          emptyDir: {sizeLimit: 256Mi}
        - name: config
          configMap:
            name: {{ $name }}
            {{- with .items }}
            items:
              {{- . | nindent 14 }}
            {{- end }}
        {{- if and (hasKey . "dataPath") (not (hasKey . "data")) }}
        - name: data
          emptyDir: {sizeLimit: 1Gi}
        {{- end }}
        {{- with .volumes }}
        {{- . | nindent 8 }}
        {{- end }}
      {{- include "miniredis.placement" .root | nindent 6 }}
  {{- if hasKey . "data" }}
  volumeClaimTemplates:
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: data
        labels:
          {{- include "miniredis.selector" (list .root .component) | nindent 10 }}
      spec:
        accessModes: [ReadWriteOnce]
        {{- with .data.className }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests: {storage: {{ .data.size }}}
  {{- end }}
{{- end -}}

{{/* (dict root component resources): may look at this namespace's pods, and at nothing else */}}
{{- define "miniredis.podReader" -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
rules:
  - apiGroups: [""]
    resources: {{ .resources | toJson }}
    verbs: [get, list, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ include "miniredis.name" (list .root .component) }}
subjects:
  - kind: ServiceAccount
    name: {{ include "miniredis.name" (list .root .component) }}
    namespace: {{ .root.Release.Namespace }}
{{- end -}}

{{/* (dict root component text): a component's files */}}
{{- define "miniredis.files" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
data:
  {{- .text | nindent 2 }}
{{- end -}}

{{/* (dict root component port from to peers egress): who calls it, whom it calls: lists of components; peers, egress: text; api: it asks the Kubernetes API */}}
{{- define "miniredis.observerPolicy" -}}
{{- $root := .root -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "miniredis.selector" (list .root .component) | nindent 6 }}
  policyTypes: [Ingress, Egress]
  {{- if or .from .peers }}
  ingress:
    - from:
        {{- with .peers }}
        {{- . | nindent 8 }}
        {{- end }}
        {{- range .from }}
        {{- include "miniredis.ownPeer" (list $root .) | nindent 8 }}
        {{- end }}
      ports:
        - {port: {{ .port }}, protocol: TCP}
  {{- else }}
  ingress: []
  {{- end }}
  egress:
    {{- include "miniredis.dnsEgress" .root | nindent 4 }}
    {{- range $to, $ports := .to }}
    - to:
        {{- include "miniredis.ownPeer" (list $root $to) | nindent 8 }}
      ports:
        {{- range $ports }}
        - {port: {{ . }}, protocol: TCP}
        {{- end }}
    {{- end }}
    {{- if .api }}
    # the Kubernetes API, whose address no selector knows
    - ports:
        - {port: 443, protocol: TCP}
        - {port: 6443, protocol: TCP}
    {{- end }}
    {{- with .egress }}
    {{- . | nindent 4 }}
    {{- end }}
{{- end -}}
