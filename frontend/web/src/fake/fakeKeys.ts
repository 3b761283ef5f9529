import type { ApiKey, NewApiKey } from '../api/types'
import { empty, json, pageOf, problem, type Route } from './fakeHttp'

/** API keys by organization. */
export class FakeKeys {
  private readonly byOrganization = new Map<string, ApiKey[]>()

  constructor(
    initial: ApiKey[],
    private readonly acting: () => string,
    private readonly now: () => number,
    private readonly nextId: (prefix: string) => string,
  ) {
    this.byOrganization.set('org_1', initial)
  }

  readonly routes: Route[] = [
    ['GET', /^\/api-keys$/, (_, _body, url) => json(200, pageOf(this.keys, url))],
    ['POST', /^\/api-keys$/, (_, body) => this.create(body)],
    ['DELETE', /^\/api-keys\/([^/]+)$/, ([, id]) => this.revoke(id!)],
  ]

  private get keys(): ApiKey[] {
    return this.byOrganization.get(this.acting()) ?? []
  }

  private create(body: NewApiKey): Response {
    const key: ApiKey = { id: this.nextId('key'), name: body.name, role: body.role, prefix: 'mr_Qx7f', createdAt: new Date(this.now()).toISOString(), lastUsedAt: null, expiresAt: body.expiresAt ?? null, access: body.access ?? null, databases: body.databases ?? null }
    this.byOrganization.set(this.acting(), [key, ...this.keys])
    return json(201, { ...key, key: 'mr_Qx7fT0h2yNn4sVbKcR8wLdPzEoUaGmJ1i5XqYtF6kB31Zx9a' })
  }

  private revoke(id: string): Response {
    const left = this.keys.filter((it) => it.id !== id)
    if (left.length === this.keys.length) return problem(404, 'API_KEY_NOT_FOUND', 'There is no such key.')
    this.byOrganization.set(this.acting(), left)
    return empty(204)
  }
}

export function demoKeys(now: number): ApiKey[] {
  const ago = (days: number) => new Date(now - days * 86_400_000).toISOString()
  return [
    { id: 'key_1', name: 'ci', role: 'developer', prefix: 'mr_Zk3a', createdAt: ago(23), lastUsedAt: ago(0.1), expiresAt: null, access: null, databases: null },
    { id: 'key_2', name: 'grafana', role: 'viewer', prefix: 'mr_p0Qe', createdAt: ago(40), lastUsedAt: ago(0.01), expiresAt: ago(-12), access: ['metrics'], databases: null },
    { id: 'key_3', name: 'reports', role: 'developer', prefix: 'mr_Wv81', createdAt: ago(100), lastUsedAt: null, expiresAt: ago(9), access: ['read', 'metrics'], databases: ['db_orders', 'db_gone'] },
  ]
}
