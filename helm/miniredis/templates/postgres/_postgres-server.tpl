{{/* (dict root which values): a PostgreSQL of the chart's own */}}
{{- define "miniredis.postgres" -}}
{{- $component := printf "postgres-%s" .which -}}
{{- $root := .root -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "miniredis.metadata" (list $root $component) | nindent 2 }}
  annotations:
    argocd.argoproj.io/sync-wave: "-2"
automountServiceAccountToken: false
---
apiVersion: v1
kind: Service
metadata:
  {{- include "miniredis.metadata" (list $root $component) | nindent 2 }}
  annotations:
    {{- include "miniredis.wave" (list $root $component) | nindent 4 }}
spec:
  type: ClusterIP
  selector:
    {{- include "miniredis.selector" (list $root $component) | nindent 4 }}
  ports:
    - name: postgres
      port: 5432
      targetPort: postgres
      protocol: TCP
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  {{- include "miniredis.metadata" (list $root $component) | nindent 2 }}
  annotations:
    {{- include "miniredis.wave" (list $root $component) | nindent 4 }}
spec:
  replicas: 1
  serviceName: {{ include "miniredis.name" (list $root $component) }}
  revisionHistoryLimit: 5
  updateStrategy: {type: RollingUpdate}
  persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain, whenScaled: Retain}
  selector:
    matchLabels:
      {{- include "miniredis.selector" (list $root $component) | nindent 6 }}
  template:
    metadata:
      # without the chart's version: an update of the services is no reason to restart a database
      labels:
        {{- include "miniredis.selector" (list $root $component) | nindent 8 }}
        app.kubernetes.io/part-of: miniredis
    spec:
      serviceAccountName: {{ include "miniredis.name" (list $root $component) }}
      {{- include "miniredis.podSecurity" 999 | nindent 6 }}
      {{- include "miniredis.pullSecrets" $root | nindent 6 }}
      # a fast shutdown with its checkpoint
      terminationGracePeriodSeconds: 120
      containers:
        - name: postgres
          image: {{ include "miniredis.foreignImage" (list $root $root.Values.postgres.image) }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          args: [-c, max_connections={{ .values.maxConnections }}]
          {{- include "miniredis.containerSecurity" . | nindent 10 }}
          env:
            - {name: POSTGRES_USER, value: miniredis}
            - {name: POSTGRES_DB, value: miniredis}
            - {name: POSTGRES_PASSWORD_FILE, value: /run/secrets/miniredis/password}
          ports:
            - name: postgres
              containerPort: 5432
              protocol: TCP
          # by TCP: while it initializes it answers on its socket alone
          startupProbe:
            exec: {command: [pg_isready, -q, -h, 127.0.0.1, -U, miniredis]}
            periodSeconds: 2
            timeoutSeconds: 3
            # a recovery after a crash may take long, and a restart would begin it anew
            failureThreshold: 900
          livenessProbe:
            exec: {command: [pg_isready, -q, -h, 127.0.0.1, -U, miniredis]}
            periodSeconds: 20
            timeoutSeconds: 10
            failureThreshold: 6
          readinessProbe:
            exec: {command: [pg_isready, -q, -h, 127.0.0.1, -U, miniredis]}
            periodSeconds: 5
            timeoutSeconds: 5
            failureThreshold: 3
          resources:
            {{- toYaml .values.resources | nindent 12 }}
          volumeMounts:
            - {name: data, mountPath: /var/lib/postgresql}
            - {name: run, mountPath: /var/run/postgresql}
            - {name: tmp, mountPath: /tmp}
            - {name: memory, mountPath: /dev/shm}
            - {name: secrets, mountPath: /run/secrets/miniredis, readOnly: true}
        {{- if $root.Values.postgres.exporter.enabled }}
        - name: exporter
          image: {{ include "miniredis.foreignImage" (list $root $root.Values.postgres.exporter.image) }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          {{- include "miniredis.containerSecurity" . | nindent 10 }}
          env:
            - {name: DATA_SOURCE_URI, value: "127.0.0.1:5432/miniredis?sslmode=disable"}
            - {name: DATA_SOURCE_USER, value: miniredis}
            - {name: DATA_SOURCE_PASS_FILE, value: /run/secrets/miniredis/password}
          ports:
            - name: metrics
              containerPort: 9187
              protocol: TCP
          livenessProbe:
            httpGet: {path: /, port: metrics}
            periodSeconds: 30
            timeoutSeconds: 5
          readinessProbe:
            httpGet: {path: /, port: metrics}
            periodSeconds: 10
            timeoutSeconds: 5
          resources:
            requests: {cpu: 20m, memory: 32Mi}
            limits: {cpu: 200m, memory: 64Mi}
          volumeMounts:
            - {name: secrets, mountPath: /run/secrets/miniredis, readOnly: true}
        {{- end }}
      volumes:
        - name: run
          emptyDir: {sizeLimit: 16Mi}
        - name: tmp
          emptyDir: {sizeLimit: 256Mi}
        # parallel queries share memory in files there, of which a container has 64 MB
        - name: memory
          emptyDir: {medium: Memory, sizeLimit: 128Mi}
        {{- include "miniredis.secretsVolume" (dict "root" $root "component" $component "values" dict) | nindent 8 }}
      {{- include "miniredis.placement" $root | nindent 6 }}
  volumeClaimTemplates:
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: data
        labels:
          {{- include "miniredis.selector" (list $root $component) | nindent 10 }}
      spec:
        accessModes: [ReadWriteOnce]
        {{- with .values.storage.className }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests: {storage: {{ .values.storage.size }}}
{{- if $root.Values.networkPolicy.enabled }}
---
{{ include "miniredis.policy" (dict "root" $root "component" $component "traced" "no" "metricsPort" 9187 "scraped" (ternary "yes" "no" $root.Values.postgres.exporter.enabled)) }}
{{- end }}
{{- end -}}
