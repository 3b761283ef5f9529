// Writes ../resources/io/miniredis/helm/kubernetes.schema.json: one strict JSON schema for every kind that the charts may render,
// made from the declarations of npm's kubernetes-models, which are generated from the projects' own OpenAPI documents and CRDs.
// Whatever a declaration does not name is refused. Run it again to raise a version or to add a kind below.
import { writeFileSync } from 'node:fs'
import ts from 'typescript'

const kinds = {
  'kubernetes-models/v1': ['ConfigMap', 'LimitRange', 'Namespace', 'PersistentVolumeClaim', 'ResourceQuota', 'Secret', 'Service', 'ServiceAccount'],
  'kubernetes-models/apps/v1': ['DaemonSet', 'Deployment', 'StatefulSet'],
  'kubernetes-models/autoscaling/v2': ['HorizontalPodAutoscaler'],
  'kubernetes-models/batch/v1': ['CronJob', 'Job'],
  'kubernetes-models/networking.k8s.io/v1': ['Ingress', 'NetworkPolicy'],
  'kubernetes-models/policy/v1': ['PodDisruptionBudget'],
  'kubernetes-models/rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  '@kubernetes-models/argo-cd/argoproj.io/v1alpha1': ['AppProject', 'Application', 'ApplicationSet'],
  '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1': ['AnalysisTemplate', 'ClusterAnalysisTemplate', 'Rollout'],
  '@kubernetes-models/cert-manager/cert-manager.io/v1': ['Certificate', 'ClusterIssuer', 'Issuer'],
  '@kubernetes-models/external-secrets/external-secrets.io/v1': ['ExternalSecret', 'SecretStore'],
  '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1': ['PodMonitor', 'PrometheusRule', 'ServiceMonitor'],
  '@kubernetes-models/sealed-secrets/bitnami.com/v1alpha1': ['SealedSecret'],
}

const roots = Object.entries(kinds).flatMap(([folder, names]) => names.map((name) => ({ name, file: `node_modules/${folder}/${name}.d.ts` })))
const program = ts.createProgram(
  roots.map((it) => it.file),
  { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, strict: true, skipLibCheck: true },
)
const checker = program.getTypeChecker()
const definitions = {}
const names = new Map()

function schemaOf(type, place) {
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {}
  if (type.isUnion()) {
    const parts = type.types.filter((it) => !(it.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)))
    if (parts.every((it) => it.isStringLiteral())) return { enum: parts.map((it) => it.value).sort() }
    if (parts.every((it) => it.flags & ts.TypeFlags.BooleanLiteral)) return { type: 'boolean' }
    const schemas = [...new Map(parts.map((it) => schemaOf(it, place)).map((it) => [JSON.stringify(it), it])).values()]
    return schemas.length === 1 ? schemas[0] : { anyOf: schemas }
  }
  if (type.isStringLiteral()) return { const: type.value }
  if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' }
  if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' }
  if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' }
  if (checker.isArrayType(type)) return { type: 'array', items: schemaOf(checker.getTypeArguments(type)[0], place) }
  if (type.isIntersection() || type.flags & ts.TypeFlags.Object) return objectSchema(type, place)
  throw new Error(`${place}: ${checker.typeToString(type)} has no schema`)
}

function objectSchema(type, place) {
  const declared = type.symbol?.declarations?.[0]
  if (!declared || !ts.isInterfaceDeclaration(declared)) return fields(type, place)
  const file = declared.getSourceFile().fileName.replace(/.*node_modules\//, '').replace(/\.d\.ts$/, '')
  if (!names.has(file)) {
    names.set(file, file)
    definitions[file] = fields(type, file)
  }
  return { $ref: `#/$defs/${file.replaceAll('~', '~0').replaceAll('/', '~1')}` }
}

function fields(type, place) {
  const rest = checker.getIndexTypeOfType(type, ts.IndexKind.String)
  const properties = {}
  const required = []
  for (const property of checker.getPropertiesOfType(type)) {
    const name = property.getName()
    properties[name] = schemaOf(checker.getTypeOfSymbol(property), `${place}.${name}`)
    if (!(property.flags & ts.SymbolFlags.Optional)) required.push(name)
  }
  const empty = Object.keys(properties).length === 0
  return {
    type: 'object',
    ...(empty ? {} : { properties }),
    ...(required.length ? { required } : {}),
    // a type without any named field holds whatever its owner likes, such as a Helm chart's values in an Application
    additionalProperties: rest ? schemaOf(rest, place) : empty,
  }
}

const byKind = {}
for (const { name, file } of roots) {
  const source = program.getSourceFile(file)
  if (!source) throw new Error(`${file} is not there`)
  const found = source.statements.find((it) => ts.isInterfaceDeclaration(it) && it.name.text === `I${name}`)
  const type = checker.getTypeAtLocation(found)
  const version = checker.getTypeOfSymbol(type.getProperty('apiVersion')).value
  byKind[`${version}/${name}`] = schemaOf(type, file)
}
const out = { $schema: 'https://json-schema.org/draft/2020-12/schema', kinds: byKind, $defs: definitions }
writeFileSync(new URL('../resources/io/miniredis/helm/kubernetes.schema.json', import.meta.url), JSON.stringify(out))
console.log(`${Object.keys(byKind).length} kinds, ${Object.keys(definitions).length} types`)
