{{/*
Who calls whom inside, and nothing else: the one table from which every NetworkPolicy is made, for both ends of each arrow.
postgres: only where the chart runs it. ChartPolicyTests has the same table, written by hand.
*/}}
{{- define "miniredis.arrows" -}}
{{- $v := .Values -}}
- {from: frontend, to: api-gateway}
- {from: api-gateway, to: auth-service}
- {from: api-gateway, to: backend}
- {from: api-gateway, to: monitoring-service}
# tokens of its own and the keys to check others'; its people's audit
- {from: backend, to: auth-service}
- {from: backend, to: node-manager}
# whether an organization that is to be deleted has databases
- {from: auth-service, to: backend}
- {from: node-manager, to: auth-service}
# reports, certificates
- {from: node-manager, to: backend}
- {from: monitoring-service, to: auth-service}
# which nodes there are
- {from: monitoring-service, to: backend}
{{- if not $v.postgres.main.external.url }}
- {from: backend, to: postgres-main}
{{- if $v.backup.enabled }}
- {from: backup, to: postgres-main}
{{- end }}
{{- end }}
{{- if not $v.postgres.auth.external.url }}
- {from: auth-service, to: postgres-auth}
{{- if $v.backup.enabled }}
- {from: backup, to: postgres-auth}
{{- end }}
{{- end }}
{{- end -}}

{{/* (list NAMESPACE-AND-LABELS): a peer in another namespace */}}
{{- define "miniredis.peer" -}}
- namespaceSelector:
    matchLabels: {kubernetes.io/metadata.name: {{ .namespace }}}
  {{- with .podLabels }}
  podSelector:
    matchLabels:
      {{- toYaml . | nindent 6 }}
  {{- end }}
{{- end -}}

{{/* (list ROOT COMPONENT): a peer of this release */}}
{{- define "miniredis.ownPeer" -}}
- podSelector:
    matchLabels:
      {{- include "miniredis.selector" . | nindent 6 }}
{{- end -}}

{{/* where the metrics of a component are read by Prometheus, the cluster's or the chart's own */}}
{{- define "miniredis.scrapers" -}}
{{- include "miniredis.peer" .Values.networkPolicy.prometheus }}
{{- if .Values.observability.prometheus.enabled }}
{{ include "miniredis.ownPeer" (list . "prometheus") }}
{{- end }}
{{- end -}}

{{- define "miniredis.dnsEgress" -}}
- to:
    {{- include "miniredis.peer" .Values.networkPolicy.dns | nindent 4 }}
    {{- range .Values.networkPolicy.dns.cidrs }}
    - ipBlock: {cidr: {{ . }}}
    {{- end }}
  ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
{{- end -}}

{{/* who may call it, as told below */}}
{{- define "miniredis.ingressRules" -}}
{{- $it := . -}}
{{- $hostNetwork := eq .root.Values.nodeManager.exposure.type "HostNetwork" -}}
{{- range include "miniredis.arrows" .root | fromYamlArray }}
{{- if eq .to $it.component }}
- from:
    {{- if and $hostNetwork (eq .from "node-manager") }}
    {{- range $it.root.Values.networkPolicy.hostNetwork }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
    {{- else }}
    {{- include "miniredis.ownPeer" (list $it.root .from) | nindent 4 }}
    {{- end }}
  ports:
    - {port: {{ include "miniredis.port" .to }}, protocol: TCP}
{{- end }}
{{- end }}
{{- if ne (.scraped | default "yes") "no" }}
- from:
    {{- include "miniredis.scrapers" .root | nindent 4 }}
  ports:
    - {port: {{ .metricsPort | default (include "miniredis.port" .component) }}, protocol: TCP}
{{- end }}
{{- with .ingress }}
{{ . }}
{{- end }}
{{- end -}}

{{/*
(dict root component values): the policy of one component.
ingress, egress: more rules, as text; scraped: false for what has no metrics; pods on the machines' network are told by address
*/}}
{{- define "miniredis.policy" -}}
{{- $it := . -}}
{{- $hostNetwork := eq .root.Values.nodeManager.exposure.type "HostNetwork" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "miniredis.metadata" (list .root .component) | nindent 2 }}
  annotations:
    argocd.argoproj.io/sync-wave: "-2"
spec:
  podSelector:
    matchLabels:
      {{- include "miniredis.selector" (list .root .component) | nindent 6 }}
  policyTypes: [Ingress, Egress]
  {{- with include "miniredis.ingressRules" . | trim }}
  ingress:
    {{- . | nindent 4 }}
  {{- else }}
  ingress: []
  {{- end }}
  egress:
    {{- include "miniredis.dnsEgress" .root | nindent 4 }}
    {{- range include "miniredis.arrows" .root | fromYamlArray }}
    {{- if eq .from $it.component }}
    - to:
        {{- if and $hostNetwork (eq .to "node-manager") }}
        {{- range $it.root.Values.networkPolicy.hostNetwork }}
        - ipBlock: {cidr: {{ . | quote }}}
        {{- end }}
        {{- else }}
        {{- include "miniredis.ownPeer" (list $it.root .to) | nindent 8 }}
        {{- end }}
      ports:
        - {port: {{ include "miniredis.port" .to }}, protocol: TCP}
    {{- end }}
    {{- end }}
    {{- if and .root.Values.observability.collector.enabled (ne (.traced | default "yes") "no") }}
    - to:
        {{- include "miniredis.ownPeer" (list .root "collector") | nindent 8 }}
      ports:
        - {port: 4318, protocol: TCP}
    {{- end }}
    {{- with .egress }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- with (.values | default dict).extraEgress }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end -}}

{{/* (list ROOT COMPONENT): the door to the world */}}
{{- define "miniredis.fromIngress" -}}
{{- $root := index . 0 -}}
{{- if $root.Values.ingress.enabled -}}
- from:
    {{- include "miniredis.peer" $root.Values.networkPolicy.ingressController | nindent 4 }}
  ports:
    - {port: {{ include "miniredis.port" (index . 1) }}, protocol: TCP}
{{- end -}}
{{- end -}}

{{/* databases: by tenants, and by who measures them */}}
{{- define "miniredis.fromTenants" -}}
- from:
    {{- include "miniredis.ownPeer" (list . "monitoring-service") | nindent 4 }}
    {{- range .Values.networkPolicy.tenants }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
  ports:
    - {port: {{ .Values.nodeManager.ports.start }}, endPort: {{ .Values.nodeManager.ports.end }}, protocol: TCP}
{{- end -}}

{{- define "miniredis.toNodes" -}}
- to:
    {{- if eq .Values.nodeManager.exposure.type "HostNetwork" }}
    {{- range .Values.networkPolicy.hostNetwork }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
    {{- else }}
    {{- include "miniredis.ownPeer" (list . "node-manager") | nindent 4 }}
    {{- end }}
  ports:
    - {port: {{ .Values.nodeManager.ports.start }}, endPort: {{ .Values.nodeManager.ports.end }}, protocol: TCP}
{{- end -}}

{{/* (list ROOT main|auth): a PostgreSQL outside of the chart */}}
{{- define "miniredis.toExternalPostgres" -}}
{{- $root := index . 0 -}}
{{- if (get $root.Values.postgres (index . 1)).external.url -}}
- to:
    {{- range $root.Values.networkPolicy.externalPostgres }}
    - ipBlock: {cidr: {{ . | quote }}}
    {{- end }}
  ports:
    - {port: {{ include "miniredis.postgresPort" . }}, protocol: TCP}
{{- end -}}
{{- end -}}

{{/* S3 and the pushgateway, by the ports of their URLs: where they are is not known here */}}
{{- define "miniredis.toBackupStore" -}}
{{- $backup := .Values.backup -}}
{{- $ports := list -}}
{{- if eq $backup.store "s3" -}}{{- $ports = append $ports (include "miniredis.portOf" ($backup.s3.endpoint | default "https://s3")) -}}{{- end -}}
{{- with $backup.pushgateway -}}{{- $ports = append $ports (include "miniredis.portOf" .) -}}{{- end -}}
{{- if $ports -}}
- ports:
    {{- range $ports | uniq }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
{{- end -}}
{{- end -}}

{{/* The mail server and the login provider, by their ports, as above */}}
{{- define "miniredis.toMailAndProvider" -}}
{{- $ports := list -}}
{{- if .Values.mail.host -}}{{- $ports = append $ports (.Values.mail.port | int | toString) -}}{{- end -}}
{{- with .Values.oidc.issuer -}}{{- $ports = append $ports (include "miniredis.portOf" .) -}}{{- end -}}
{{- if $ports -}}
- ports:
    {{- range $ports | uniq }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
{{- end -}}
{{- end -}}

{{- define "miniredis.portOf" -}}
{{- $url := urlParse . -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{- $port | default (ternary "443" "80" (eq $url.scheme "https")) -}}
{{- end -}}
