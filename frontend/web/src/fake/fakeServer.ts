import type { ProblemBody } from '../api/problem'
import type { Database, DatabaseChange, LatestMetrics, Operation, Persistence, Role } from '../api/types'
import { FakeAccounts, type AccountOptions } from './fakeAccounts'
import { FakeAudit } from './fakeAudit'
import { demoDatabases, PLANS } from './fakeData'
import { FakeDatabase } from './fakeDatabase'
import { FakeEngine } from './fakeEngine'
import { invalid, json, problem, type Route } from './fakeHttp'
import { demoKeys, FakeKeys } from './fakeKeys'
import { metricsOf, sampleOf } from './fakeMetrics'
import { FakeOrganizations } from './fakeOrganizations'
import { platformRoutes } from './fakePlatform'
import { fakeStream } from './fakeStream'

export interface FakeOptions extends AccountOptions {
  loggedIn?: boolean
  databases?: 'none' | 'some'
  /** how long a database takes to become ready, in milliseconds; 0 answers 201 at once */
  readyAfter?: number
  /** whether the hosts can do TLS, and whether they tell of events */
  tls?: boolean
  silentHosts?: boolean
  now?: () => number
}

/** What a stranger may call. */
const PUBLIC = /^\/(auth\/(login(\/passkey(\/options)?)?|signup|providers|verification\/confirm|password\/(forgot|reset))|invitations\/look|certificate-authority)$/

/** A MiniRedis API that lives in memory: enough of it to develop and test the dashboard without a backend. */
export class FakeServer {
  readyAfter: number
  readonly accounts: FakeAccounts
  readonly organizations: FakeOrganizations
  readonly audit: FakeAudit
  operations: Operation[] = []
  /** what an installation may lack */
  tls: boolean
  silentHosts: boolean
  /** answers that are given instead of the real ones: path prefix → problem */
  readonly failures = new Map<string, ProblemBody & { status: number; retryAfter?: number }>()
  readonly calls: string[] = []
  /** while this is set, nothing is answered: for loading states */
  hanging = false
  readonly now: () => number
  readonly engine = new FakeEngine()
  private readonly databasesOf = new Map<string, FakeDatabase[]>()
  private readonly routes: Route[]
  private count = 100

  constructor(options: FakeOptions = {}) {
    this.now = options.now ?? Date.now
    const nextId = (prefix: string) => this.nextId(prefix)
    this.organizations = new FakeOrganizations(options.role ?? 'owner', this.now, nextId, () => this.accounts, (id) => (this.databasesOf.get(id) ?? []).length > 0)
    this.accounts = new FakeAccounts(options, this.organizations, this.now, nextId)
    this.accounts.loggedIn = options.loggedIn ?? true
    this.audit = new FakeAudit(this.now(), () => ['owner', 'admin'].includes(this.role))
    this.readyAfter = options.readyAfter ?? 0
    this.tls = options.tls ?? true
    this.silentHosts = options.silentHosts ?? false
    this.databases = options.databases === 'none' ? [] : demoDatabases(this.now())
    const keys = new FakeKeys(options.databases === 'none' ? [] : demoKeys(this.now()), () => this.organizations.acting.id, this.now, nextId)
    this.routes = [...this.accounts.routes, ...this.organizations.routes, ...keys.routes, ...this.audit.routes, ...platformRoutes(this.now, () => options.operator ?? false), ...this.databaseRoutes()]
  }

  get loggedIn(): boolean {
    return this.accounts.loggedIn
  }

  set loggedIn(is: boolean) {
    this.accounts.loggedIn = is
  }

  get role(): Role {
    return this.accounts.role
  }

  /** Those of the organization that is acted in. */
  get databases(): FakeDatabase[] {
    return this.databasesOf.get(this.organizations.acting.id) ?? []
  }

  set databases(all: FakeDatabase[]) {
    this.databasesOf.set(this.organizations.acting.id, all)
  }

  nextId(prefix: string): string {
    return `${prefix}_01jf3x5t8m${String(this.count++).padStart(16, '0')}`
  }

  fail(path: string, status: number, code: string, detail = '', fieldErrors?: ProblemBody['fieldErrors'], retryAfter?: number): void {
    this.failures.set(path, { status, code, detail, fieldErrors, retryAfter })
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const path = url.pathname.replace(/^\/api\/v1/, '')
    this.calls.push(`${request.method} ${path}`)
    if (this.hanging) return new Promise(() => {})
    for (const [prefix, failure] of this.failures) {
      if (prefix === 'network') throw new TypeError('Failed to fetch')
      if (path.startsWith(prefix)) return problem(failure.status, failure.code ?? 'ERROR', failure.detail, failure.fieldErrors, failure.retryAfter)
    }
    const body = /^(POST|PATCH|PUT)$/.test(request.method) ? await request.json().catch(() => ({})) : {}
    if (!this.loggedIn && !PUBLIC.test(path)) return problem(401, 'UNAUTHENTICATED', 'Log in.')
    for (const [method, pattern, handler] of this.routes) {
      const match = request.method === method ? path.match(pattern) : null
      if (match) return handler(match, body, url, request)
    }
    return problem(404, 'NOT_FOUND', 'There is nothing at this path.')
  }

  private databaseRoutes(): Route[] {
    return [
      ['GET', /^\/plans$/, () => json(200, { items: PLANS, next: null })],
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
  }

  private with(id: string | undefined, use: (database: FakeDatabase) => Response): Response {
    this.databases = this.databases.filter((it) => !it.isGone(this.now()))
    const found = this.databases.find((it) => it.id === id)
    return found ? use(found) : problem(404, 'DATABASE_UNKNOWN', 'There is no such database.')
  }

  private create(body: { name: string; plan?: string; evictionPolicy?: string; persistence?: Persistence; tls?: boolean }): Response {
    if (this.databases.some((it) => it.name === body.name)) return problem(409, 'NAME_TAKEN', 'The name is taken.')
    const plan = PLANS.find((it) => it.id === (body.plan ?? 'free'))
    if (!plan) return invalid('plan', 'is not offered')
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
