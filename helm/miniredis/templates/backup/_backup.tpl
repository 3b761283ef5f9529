{{/*
(dict root command name): the pod of a backup or a restore test. What the image gets:
  args        backup | restore-test
  BACKUP_DATABASES=main,auth, and for each of them _HOST, _PORT, _NAME, _USER (backup alone)
  BACKUP_STORE   a folder, or s3://BUCKET/PREFIX with BACKUP_S3_ENDPOINT and BACKUP_S3_REGION
  BACKUP_EVERY   how often it is run, for the alert
  BACKUP_KEEP_DAILY, _WEEKLY, _MONTHLY, _WITHIN
  BACKUP_PUSHGATEWAY   empty, or where the outcome's metrics go
  files in /run/secrets/miniredis   BACKUP_KEY, POSTGRES_MAIN_PASSWORD, POSTGRES_AUTH_PASSWORD, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY
It may write to /tmp, /work (the scratch PostgreSQL of a restore test) and the store. An exit code other than 0 is a failure.
*/}}
{{- define "miniredis.backupJob" -}}
{{- $root := .root -}}
{{- $backup := $root.Values.backup -}}
metadata:
  labels:
    {{- include "miniredis.labels" (list $root .name) | nindent 4 }}
spec:
  backoffLimit: 2
  activeDeadlineSeconds: 14400
  ttlSecondsAfterFinished: 604800
  template:
    metadata:
      labels:
        {{- include "miniredis.podLabels" (list $root .name) | nindent 8 }}
    spec:
      restartPolicy: Never
      serviceAccountName: {{ include "miniredis.name" (list $root "backup") }}
      {{- include "miniredis.podSecurity" 10001 | nindent 6 }}
      {{- include "miniredis.pullSecrets" $root | nindent 6 }}
      containers:
        - name: {{ .command }}
          image: {{ include "miniredis.image" (list $root "backup") }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          args: [{{ .command }}]
          {{- include "miniredis.containerSecurity" . | nindent 10 }}
          envFrom:
            - configMapRef: {name: {{ include "miniredis.name" (list $root "backup") }}}
          resources:
            {{- toYaml $backup.resources | nindent 12 }}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
            - {name: work, mountPath: /work}
            - {name: secrets, mountPath: /run/secrets/miniredis, readOnly: true}
            {{- if eq $backup.store "volume" }}
            - {name: backups, mountPath: /backups, readOnly: {{ eq .command "restore-test" }}}
            {{- end }}
      volumes:
        - name: tmp
          emptyDir: {sizeLimit: 256Mi}
        - name: work
          emptyDir: {}
        {{- include "miniredis.secretsVolume" (dict "root" $root "component" "backup" "values" dict) | nindent 8 }}
        {{- if eq $backup.store "volume" }}
        - name: backups
          persistentVolumeClaim: {claimName: {{ $backup.volume.existingClaim | default (include "miniredis.name" (list $root "backups")) }}}
        {{- end }}
      {{- include "miniredis.placement" $root | nindent 6 }}
{{- end -}}

{{/* How often backup.schedule comes: of every so many minutes or hours, of an hour, of a day. What is written otherwise counts as daily */}}
{{- define "miniredis.backupEvery" -}}
{{- $parts := regexSplit "\\s+" .Values.backup.schedule -1 -}}
{{- $minute := index $parts 0 -}}
{{- $hour := index $parts 1 -}}
{{- if ne (slice $parts 2 | join " ") "* * *" -}}1d
{{- else if and (regexMatch "^[*]/[0-9]+$" $minute) (eq $hour "*") -}}{{ trimPrefix "*/" $minute }}m
{{- else if and (regexMatch "^[0-9]+$" $minute) (eq $hour "*") -}}1h
{{- else if and (regexMatch "^[0-9]+$" $minute) (regexMatch "^[*]/[0-9]+$" $hour) -}}{{ trimPrefix "*/" $hour }}h
{{- else -}}1d
{{- end -}}
{{- end -}}
