{{/* What everything of one release is called. Short enough for the longest suffix and for what controllers append (63 in all). */}}
{{- define "miniredis.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 32 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-miniredis" (.Release.Name | trunc 22 | trimSuffix "-") -}}
{{- end -}}
{{- end -}}

{{/* (list ROOT COMPONENT): the name of a component's objects */}}
{{- define "miniredis.name" -}}
{{- printf "%s-%s" (include "miniredis.fullname" (index . 0)) (index . 1) -}}
{{- end -}}

{{/* (list ROOT COMPONENT): the labels that a component's pods are found by; they never change */}}
{{- define "miniredis.selector" -}}
app.kubernetes.io/name: miniredis
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* (list ROOT COMPONENT): the labels of everything */}}
{{- define "miniredis.labels" -}}
{{ include "miniredis.selector" . }}
app.kubernetes.io/part-of: miniredis
app.kubernetes.io/version: {{ include "miniredis.tag" (index . 0) | trunc 63 | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version | replace "+" "_" | trunc 63 }}
{{- end -}}

{{/* (list ROOT COMPONENT): the labels of pods: the chart's own version is no reason to restart anything */}}
{{- define "miniredis.podLabels" -}}
{{ include "miniredis.selector" . }}
app.kubernetes.io/part-of: miniredis
app.kubernetes.io/version: {{ include "miniredis.tagOf" . | trunc 63 | quote }}
{{- end -}}

{{/* (list ROOT COMPONENT): name, namespace and labels */}}
{{- define "miniredis.metadata" -}}
name: {{ include "miniredis.name" . }}
namespace: {{ (index . 0).Release.Namespace }}
labels:
  {{- include "miniredis.labels" . | nindent 2 }}
{{- end -}}

{{/* (list ROOT COMPONENT): when Argo CD makes it (Helm does not mind): databases, then who owns them, then who calls those, then the doors. What they read is made before all. */}}
{{- define "miniredis.wave" -}}
{{- $waves := dict "postgres-main" "-1" "postgres-auth" "-1" "auth-service" "0" "backend" "0" "node-manager" "1" "monitoring-service" "1" "api-gateway" "2" "frontend" "3" -}}
argocd.argoproj.io/sync-wave: {{ get $waves (index . 1) | default "3" | quote }}
{{- end -}}

{{/* The port that a component listens on */}}
{{- define "miniredis.port" -}}
{{- $ports := dict "frontend" 5173 "api-gateway" 8080 "backend" 5500 "auth-service" 8000 "node-manager" 7000 "monitoring-service" 9000 "postgres-main" 5432 "postgres-auth" 5432 -}}
{{- get $ports . -}}
{{- end -}}

{{/* (list ROOT COMPONENT): where a component is reached from inside */}}
{{- define "miniredis.url" -}}
{{- printf "http://%s:%s" (include "miniredis.name" .) (include "miniredis.port" (index . 1)) -}}
{{- end -}}

{{/* What people type; empty where it is not said and there is no Ingress */}}
{{- define "miniredis.publicUrl" -}}
{{- if .Values.publicUrl -}}
{{- .Values.publicUrl -}}
{{- else if and .Values.ingress.enabled .Values.ingress.hosts -}}
{{- printf "%s://%s" (ternary "https" "http" .Values.ingress.tls.enabled) (first .Values.ingress.hosts) -}}
{{- end -}}
{{- end -}}
