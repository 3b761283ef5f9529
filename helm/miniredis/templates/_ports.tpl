{{/* Where the tenants' ports collide, a sentence for each; empty where they do not */}}
{{- define "miniredis.portCollisions" -}}
{{- $m := .Values.nodeManager -}}
{{- $start := int $m.ports.start -}}{{- $end := int $m.ports.end -}}{{- $each := int $m.ports.perHost -}}{{- $hosts := int $m.hosts -}}
{{- $pool := printf "the port pool %d-%d (nodeManager.ports)" $start $end -}}
{{- if lt $end $start }}
{{ $pool }} ends before it starts
{{- end }}
{{- $needed := mul $hosts $each | int -}}
{{- if gt $needed (int (add1 (sub $end $start))) }}
{{ $pool }} has {{ add1 (sub $end $start) }} ports, but {{ $hosts }} hosts with {{ $each }} each need {{ $needed }}: parts of hosts would overlap or lie outside
{{- end }}
{{- range $name, $port := merge (dict) $m.cluster.hostPorts }}
{{- if and (ge (int $port) $start) (le (int $port) $end) }}
{{ $pool }} holds {{ $port }}, which {{ $name }} uses on the machines (nodeManager.cluster.hostPorts)
{{- end }}
{{- end }}
{{- range $name := list "frontend" "api-gateway" "backend" "auth-service" "node-manager" "monitoring-service" "postgres-main" }}
{{- $port := include "miniredis.port" $name | int -}}
{{- if and (ge $port $start) (le $port $end) }}
{{ $pool }} holds {{ $port }}, the platform's own port of {{ $name }}
{{- end }}
{{- end }}
{{- $node := $m.cluster.nodePortRange -}}
{{- if eq $m.exposure.type "NodePort" }}
{{- if or (lt $start (int $node.start)) (gt $end (int $node.end)) }}
{{ $pool }} lies outside of the cluster's node-port range {{ $node.start }}-{{ $node.end }} (nodeManager.cluster.nodePortRange), but exposure NodePort needs each port there
{{- end }}
{{- else if and (le $start (int $node.end)) (ge $end (int $node.start)) }}
{{ $pool }} overlaps the cluster's node-port range {{ $node.start }}-{{ $node.end }} (nodeManager.cluster.nodePortRange), whose ports the cluster gives to others
{{- end }}
{{- $ephemeral := $m.cluster.ephemeralPortRange -}}
{{- if and (le $start (int $ephemeral.end)) (ge $end (int $ephemeral.start)) }}
{{ $pool }} overlaps the range {{ $ephemeral.start }}-{{ $ephemeral.end }} (nodeManager.cluster.ephemeralPortRange), from which the kernel takes ports for outgoing connections
{{- end }}
{{- end -}}
