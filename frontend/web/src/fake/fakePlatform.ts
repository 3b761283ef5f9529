import { json, pageOf, problem, type Handler, type Route } from './fakeHttp'

const GiB = 1024 ** 3

/** What operators see: everything but names, data and passwords. */
export function platformRoutes(now: () => number, isOperator: () => boolean): Route[] {
  const ago = (minutes: number) => new Date(now() - minutes * 60_000).toISOString()
  const list = (items: () => object[]): Handler => (_, _body, url) => (isOperator() ? json(200, pageOf(items(), url)) : problem(403, 'OPERATOR_NEEDED', 'Only operators see this.'))
  const kinds = ['create', 'restart', 'update', 'rotate', 'delete']
  return [
    ['GET', /^\/platform\/hosts$/, list(() => [
      { id: 'host_a', status: 'up', address: '10.0.0.11:9500', engine: 'valkey 9.0.1', portsUsed: 412, portsTotal: 1000, nodes: 412, memoryPlannedBytes: 96 * GiB, lastSeenAt: ago(0) },
      { id: 'host_b', status: 'lost', address: 'node-manager-1.node-manager.miniredis.svc.cluster.local:9500', engine: null, portsUsed: 998, portsTotal: 1000, nodes: 998, memoryPlannedBytes: 31 * GiB, lastSeenAt: ago(14) },
    ])],
    ['GET', /^\/platform\/nodes$/, list(() => Array.from({ length: 73 }, (_, i) => ({
      databaseId: `db_01jf3x5t8m${String(i).padStart(16, '0')}`, organizationId: `org_${(i % 4) + 1}`, hostId: i === 3 ? null : `host_${'ab'[i % 2]}`, port: i === 3 ? null : 20_000 + i, plan: i % 3 ? 'free' : 'small',
      engine: 'valkey 9.0.1', status: i === 5 ? 'unavailable' : 'running', reason: i === 5 ? 'CRASH_LOOP' : null, createdAt: ago(60 * (i + 1)),
    })))],
    ['GET', /^\/platform\/operations$/, list(() => Array.from({ length: 12 }, (_, i) => ({
      id: `op_${i}`, databaseId: `db_01jf3x5t8m${String(i).padStart(16, '0')}`, organizationId: `org_${(i % 4) + 1}`, kind: kinds[i % 5], status: i === 0 ? 'running' : i === 4 ? 'failed' : 'succeeded',
      reason: i === 4 ? 'HOST_UNREACHABLE' : null, createdAt: ago(i * 7 + 1), endedAt: i === 0 ? null : ago(i * 7),
    })))],
    ['GET', /^\/platform\/usage$/, list(() => [{ organizationId: 'org_1', databases: 6, memoryLimitBytes: 2.5 * GiB }, { organizationId: 'org_2', databases: 0, memoryLimitBytes: 0 }])],
  ]
}
