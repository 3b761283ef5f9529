{{/*
The strategy of a canary: a part of the pods is of the new version, and from the first of them to the end the analysis looks at its 5xx,
its readiness and its scrapes of every 45 s. The second bad look at one of them takes the new version away.
*/}}
{{- define "miniredis.canary" -}}
canary:
  maxSurge: 1
  maxUnavailable: 0
  analysis:
    templates:
      - templateName: {{ include "miniredis.name" (list .root "canary") }}
    startingStep: 1
    args:
      - name: service
        value: {{ .component }}
      - name: hash
        valueFrom: {podTemplateHashValue: Latest}
  steps:
    {{- range .root.Values.rollouts.steps }}
    - setWeight: {{ . }}
    - pause: {duration: {{ $.root.Values.rollouts.pause }}}
    {{- end }}
{{- end -}}
