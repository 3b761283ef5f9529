import type { ProblemBody } from '../api/problem'
import type { Database, DatabaseChange, LatestMetrics, Operation, Persistence, Role } from '../api/types'
import { fakeStream } from './fakeStream'
import { FakeEngine } from './fakeEngine'
import { demoDatabases, PLANS } from './fakeData'
import { metricsOf, sampleOf } from './fakeMetrics'
import { FakeDatabase } from './fakeDatabase'

export interface FakeOptions {
  loggedIn?: boolean
  role?: Role
  databases?: 'none' | 'some'
  /** how long a database takes to become ready, in milliseconds; 0 answers 201 at once */
  readyAfter?: number
  /** whether the hosts can do TLS, and whether they tell of events */
  tls?: boolean
  silentHosts?: boolean
  now?: () => number
}

type Handler = (match: RegExpMatchArray, body: any, url: URL, request: Request) => Response | Promise<Response>

/** A MiniRedis API that lives in memory: enough of it to develop and test the dashboard without a backend. */
export class FakeServer {
  loggedIn: boolean
  role: Role
  readyAfter: number
  databases: FakeDatabase[]
  keys = [
    { id: 'key_1', name: 'ci', role: 'developer' as Role, prefix: 'mr_Zk3a', createdAt: '2026-11-01T09:30:00Z', lastUsedAt: '2026-11-23T08:00:00Z', expiresAt: null as string | null },
  ]
  operations: Operation[] = []
  /** what an installation may lack */
  tls: boolean
  silentHosts: boolean
  /** answers that are given instead of the real ones: path prefix → problem */
  readonly failures = new Map<string, ProblemBody & { status: number }>()
  readonly calls: string[] = []
  /** while this is set, nothing is answered: for loading states */
  hanging = false
  readonly now: () => number
  readonly engine = new FakeEngine()
  private organization = { id: 'org_1', name: 'Acme' }
  private user = { id: 'usr_1', email: 'ada@example.com' }
  private count = 100

  constructor(options: FakeOptions = {}) {
    this.now = options.now ?? Date.now
    this.loggedIn = options.loggedIn ?? true
    this.role = options.role ?? 'owner'
    this.readyAfter = options.readyAfter ?? 0
    this.tls = options.tls ?? true
    this.silentHosts = options.silentHosts ?? false
    this.databases = options.databases === 'none' ? [] : demoDatabases(this.now())
    this.keys = options.databases === 'none' ? [] : this.keys
  }

  nextId(prefix: string): string {
    return `${prefix}_01jf3x5t8m${String(this.count++).padStart(16, '0')}`
  }

  fail(path: string, status: number, code: string, detail = '', fieldErrors?: ProblemBody['fieldErrors']): void {
    this.failures.set(path, { status, code, detail, fieldErrors })
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const path = url.pathname.replace(/^\/api\/v1/, '')
    this.calls.push(`${request.method} ${path}`)
    if (this.hanging) return new Promise(() => {})
    for (const [prefix, failure] of this.failures) {
      if (prefix === 'network') throw new TypeError('Failed to fetch')
      if (path.startsWith(prefix)) return problem(failure.status, failure.code ?? 'ERROR', failure.detail, failure.fieldErrors)
    }
    const body = request.method === 'POST' || request.method === 'PATCH' ? await request.json().catch(() => ({})) : {}
    if (!this.loggedIn && !/^\/(auth\/(login|signup)|certificate-authority)$/.test(path)) return problem(401, 'UNAUTHENTICATED', 'Log in.')
    for (const [method, pattern, handler] of this.routes) {
      const match = request.method === method ? path.match(pattern) : null
      if (match) return handler(match, body, url, request)
    }
    return problem(404, 'NOT_FOUND', 'There is nothing at this path.')
  }

  private readonly routes: Array<[string, RegExp, Handler]> = [
    ['POST', /^\/auth\/signup$/, (_, body) => this.signUp(body)],
    ['POST', /^\/auth\/login$/, (_, body) => this.logIn(body)],
    ['POST', /^\/auth\/logout$/, () => ((this.loggedIn = false), new Response(null, { status: 204 }))],
    ['GET', /^\/auth\/me$/, () => json(200, { user: this.user, organization: this.organization, role: this.role, organizations: [{ ...this.organization, role: this.role }] })],
    ['GET', /^\/plans$/, () => json(200, { items: PLANS, next: null })],
    ['GET', /^\/api-keys$/, () => json(200, { items: this.keys, next: null })],
    ['POST', /^\/api-keys$/, (_, body) => this.createKey(body)],
    ['DELETE', /^\/api-keys\/([^/]+)$/, ([, id]) => ((this.keys = this.keys.filter((it) => it.id !== id)), new Response(null, { status: 204 }))],
    ['GET', /^\/metrics$/, () => json(200, { items: this.databases.map((it) => sampleOf(it, this.now())).filter((it) => it !== null) } as LatestMetrics)],
    ['GET', /^\/operations$/, (_, _body, url) => json(200, { items: this.operations.filter((it) => it.databaseId === url.searchParams.get('databaseId')), next: null })],
    ['GET', /^\/databases$/, () => json(200, { items: this.databases.map((it) => it.view(this.now())), next: null })],
    ['POST', /^\/databases$/, (_, body) => this.create(body)],
    ['GET', /^\/databases\/([^/]+)$/, ([, id]) => this.with(id, (it) => json(200, it.view(this.now())))],
    ['PATCH', /^\/databases\/([^/]+)$/, ([, id], body) => this.with(id, (it) => this.update(it, body))],
    ['GET', /^\/certificate-authority$/, () => new Response(PEM, { headers: { 'Content-Type': 'application/x-pem-file', 'Content-Disposition': 'attachment; filename="miniredis-ca.pem"' } })],
    ['GET', /^\/databases\/([^/]+)\/events$/, ([, id], _body, url, request) => this.with(id, (it) => (request.headers.get('Accept') === 'text/event-stream' ? fakeStream(it, this.now) : this.listEvents(it, Number(url.searchParams.get('limit') ?? 50))))],
    ['DELETE', /^\/databases\/([^/]+)$/, ([, id]) => this.with(id, (it) => this.wish(it, 'delete'))],
    ['POST', /^\/databases\/([^/]+)\/(start|stop|restart)$/, ([, id, kind]) => this.with(id, (it) => this.wish(it, kind as Operation['kind']))],
    ['GET', /^\/databases\/([^/]+)\/credentials$/, ([, id]) => this.with(id, (it) => json(200, it.credentials(this.now())))],
    ['POST', /^\/databases\/([^/]+)\/credentials\/rotate$/, ([, id], body) => this.with(id, (it) => json(200, it.rotate(body.overlapSeconds ?? 0, this.now())))],
    ['POST', /^\/databases\/([^/]+)\/commands$/, ([, id], body) => this.with(id, (it) => this.command(it, body.command))],
    ['GET', /^\/databases\/([^/]+)\/metrics$/, ([, id], _body, url) => this.with(id, (it) => json(200, metricsOf(it, url.searchParams.get('range') ?? '1h', this.now())))],
    ['GET', /^\/databases\/([^/]+)\/slowlog$/, ([, id]) => this.with(id, (it) => json(200, { items: it.slowlog }))],
  ]

  private with(id: string | undefined, use: (database: FakeDatabase) => Response): Response {
    this.databases = this.databases.filter((it) => !it.isGone(this.now()))
    const found = this.databases.find((it) => it.id === id)
    return found ? use(found) : problem(404, 'DATABASE_UNKNOWN', 'There is no such database.')
  }

  private signUp(body: { email: string; password: string; organization?: string }): Response {
    if (body.email === 'taken@example.com') return problem(409, 'EMAIL_TAKEN', 'This e-mail address has an account.')
    if (body.password.length < 10) return problem(422, 'INVALID_INPUT', 'password: too short', [{ field: 'password', message: 'must have 10 to 200 characters' }])
    this.loggedIn = true
    this.user = { id: 'usr_1', email: body.email }
    this.organization = { id: 'org_1', name: body.organization || body.email.split('@')[0]! }
    return json(201, { user: this.user, organization: this.organization })
  }

  private logIn(body: { email: string; password: string }): Response {
    if (body.password === 'wrong password') return problem(401, 'WRONG_CREDENTIALS', 'Wrong e-mail address or password.')
    this.loggedIn = true
    return json(200, { user: this.user, organization: this.organization })
  }

  private createKey(body: { name: string; role: Role; expiresAt?: string }): Response {
    const key = { id: this.nextId('key'), name: body.name, role: body.role, prefix: 'mr_Qx7f', createdAt: new Date(this.now()).toISOString(), lastUsedAt: null as never, expiresAt: body.expiresAt ?? null }
    this.keys = [key, ...this.keys]
    return json(201, { ...key, key: 'mr_Qx7fT0h2yNn4sVbKcR8wLdPzEoUaGmJ1i5XqYtF6' })
  }

  private create(body: { name: string; plan?: string; evictionPolicy?: string; persistence?: Persistence; tls?: boolean }): Response {
    if (this.databases.some((it) => it.name === body.name)) return problem(409, 'NAME_TAKEN', 'The name is taken.')
    const plan = PLANS.find((it) => it.id === (body.plan ?? 'free'))
    if (!plan) return problem(422, 'INVALID_INPUT', 'plan: unknown', [{ field: 'plan', message: 'is not offered' }])
    if (this.databases.filter((it) => it.plan === plan.id).length >= plan.maxDatabases) return problem(403, 'QUOTA_REACHED', 'Quota reached.')
    if (body.tls && !this.tls) return tlsNotOffered('no host here has an engine that was built with it')
    const database = new FakeDatabase({
      id: this.nextId('db'), name: body.name, plan: plan.id, port: 20000 + this.count, createdAt: this.now(), memoryLimitBytes: plan.memoryLimitBytes,
      maxConnections: plan.maxConnections, evictionPolicy: (body.evictionPolicy ?? 'noeviction') as never, persistence: body.persistence ?? 'aof', tls: body.tls,
    })
    this.databases = [database, ...this.databases]
    const operation = database.begin('create', this.nextId('op'), this.now(), this.readyAfter)
    this.operations = [operation, ...this.operations]
    return json(this.readyAfter === 0 ? 201 : 202, { ...database.view(this.now()), ...database.credentials(this.now()) })
  }

  private update(database: FakeDatabase, wanted: DatabaseChange): Response {
    const now = this.view(database)
    const change: DatabaseChange = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== now[name as keyof DatabaseChange]))
    if (Object.keys(change).length === 0) return problem(422, 'NOTHING_TO_CHANGE', 'Nothing would change.')
    if (change.plan && this.role === 'developer') return problem(403, 'ROLE_TOO_LOW', 'This needs an admin.')
    if (database.isBusy(this.now())) return problem(409, 'OPERATION_UNDER_WAY', 'Something else is under way.')
    if (this.databases.some((it) => it.name === change.name)) return problem(409, 'NAME_TAKEN', 'The name is taken.')
    if (change.tls && !this.tls) return tlsNotOffered('the engine of this database’s host was built without it')
    database.change(change, PLANS.find((it) => it.id === change.plan))
    const operation = database.begin('update', this.nextId('op'), this.now(), this.readyAfter)
    this.operations = [operation, ...this.operations]
    return json(202, { operation })
  }

  private view(database: FakeDatabase): Database {
    return database.view(this.now())
  }

  private listEvents(database: FakeDatabase, limit: number): Response {
    this.view(database)
    const known = this.silentHosts ? database.events.filter((it) => it.kind.startsWith('operation_')) : database.events
    return json(200, { items: known.slice(0, limit), next: null, complete: !this.silentHosts })
  }

  private wish(database: FakeDatabase, kind: Operation['kind']): Response {
    if (kind !== 'delete' && database.isBusy(this.now())) return problem(409, 'OPERATION_UNDER_WAY', 'Something else is under way.')
    const operation = database.begin(kind, this.nextId('op'), this.now(), Math.max(this.readyAfter, 1500))
    this.operations = [operation, ...this.operations]
    return json(202, { operation })
  }

  private command(database: FakeDatabase, command: string[]): Response {
    if (database.view(this.now()).status !== 'running') return problem(409, 'DATABASE_NOT_RUNNING', 'The database is not running.')
    const reply = this.engine.run(command)
    if (reply instanceof Error) return problem(422, 'COMMAND_FAILED', reply.message)
    return json(200, { result: reply })
  }
}

function tlsNotOffered(why: string): Response {
  return problem(422, 'INVALID_INPUT', `TLS is not offered: ${why}.`, [{ field: 'tls', message: `is not offered: ${why}` }])
}

const PEM = '-----BEGIN CERTIFICATE-----\nZmFrZQ==\n-----END CERTIFICATE-----\n'

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
}

function problem(status: number, code: string, detail = '', fieldErrors?: ProblemBody['fieldErrors']): Response {
  const body = { type: `urn:miniredis:problem:${code.toLowerCase().replaceAll('_', '-')}`, title: code, status, code, detail, fieldErrors, traceId: '4bf92f3577b34da6a3ce929d0e0e4736' }
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } })
}
