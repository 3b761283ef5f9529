import type { Credentials, Database, DatabaseChange, DatabaseEvent, DatabaseStatus, EvictionPolicy, Operation, Persistence, Slowlog } from '../api/types'

interface Spec {
  id: string
  name: string
  plan: string
  port: number
  createdAt: number
  memoryLimitBytes: number
  maxConnections: number
  evictionPolicy?: EvictionPolicy
  persistence?: Persistence
  tls?: boolean
  engineUpgrade?: string
  status?: DatabaseStatus
  reason?: string
  message?: string
}

const STEPS: Record<Operation['kind'], Operation['steps'][number]['name'][]> = {
  create: ['place', 'provision'],
  start: ['apply'],
  stop: ['apply'],
  restart: ['apply'],
  update: ['apply'],
  rotate: ['apply', 'verify'],
  delete: ['remove'],
}

const DONE: Record<Operation['kind'], string> = {
  create: 'The creation', start: 'A start', stop: 'A stop', restart: 'A restart', update: 'A change of settings', rotate: 'A change of passwords', delete: 'The deletion',
}

const UNDER_WAY: Record<Operation['kind'], DatabaseStatus> = {
  create: 'creating', start: 'starting', stop: 'stopping', restart: 'restarting', delete: 'deleting', rotate: 'running', update: 'running',
}

/** A database whose operations take a given time. */
export class FakeDatabase {
  readonly id: string
  slowlog: Slowlog['items'] = []
  private password = 'p7Yw3dQk9ZtR2xVb'
  private previousUntil: string | null = null
  private open: { operation: Operation; until: number; took: number } | null = null
  private resting: DatabaseStatus
  private restarting = false

  /** newest first */
  readonly events: DatabaseEvent[] = []
  private engineVersion = 'valkey 9.0.1'

  constructor(readonly spec: Spec) {
    this.id = spec.id
    this.resting = spec.status ?? 'running'
  }

  get name(): string {
    return this.spec.name
  }

  get plan(): string {
    return this.spec.plan
  }

  tell(at: number, kind: DatabaseEvent['kind'], message: string, by: string | null = null): void {
    this.events.unshift({ at: new Date(at).toISOString(), kind, message, operationId: null, by })
  }

  /** Takes new settings; TLS restarts the engine. */
  change(change: DatabaseChange, limits: { memoryLimitBytes: number; maxConnections: number } | undefined): void {
    Object.assign(this.spec, change, limits)
    this.restarting = change.tls !== undefined
  }

  begin(kind: Operation['kind'], id: string, now: number, took: number): Operation {
    const operation: Operation = {
      id, databaseId: this.id, kind, status: 'pending', createdAt: new Date(now).toISOString(), finishedAt: null,
      steps: STEPS[kind].map((name) => ({ name, status: 'pending' })),
    }
    this.open = { operation, until: now + took, took }
    this.tell(now, 'operation_requested', `${DONE[kind]} was asked for.`, 'usr_1')
    this.isBusy(now)
    return operation
  }

  isBusy(now: number): boolean {
    if (!this.open) return false
    const { operation, until, took } = this.open
    const done = now >= until
    const share = done ? 1 : 1 - (until - now) / took
    operation.steps.forEach((step, i) => {
      const position = share * operation.steps.length
      step.status = position >= i + 1 ? 'succeeded' : position >= i ? 'running' : 'pending'
    })
    operation.status = done ? 'succeeded' : 'running'
    if (done) {
      operation.finishedAt = new Date(until).toISOString()
      this.resting = operation.kind === 'stop' ? 'stopped' : operation.kind === 'delete' ? 'deleting' : 'running'
      if (operation.kind !== 'delete') this.open = null
      this.finish(operation.kind, until)
    }
    return !done
  }

  private finish(kind: Operation['kind'], at: number): void {
    if (kind === 'restart' && this.spec.engineUpgrade) {
      this.engineVersion = this.spec.engineUpgrade
      this.spec.engineUpgrade = undefined
      this.tell(at, 'upgraded', `The engine is now ${this.engineVersion}.`)
    }
    if (kind === 'update' && !this.restarting) this.tell(at, 'changed', 'The new settings are in force.')
    if (this.resting === 'running' && (kind !== 'update' || this.restarting)) this.tell(at, 'ready', 'The engine answers.')
    this.restarting = false
    this.tell(at, 'operation_succeeded', `${DONE[kind]} is done.`, 'usr_1')
  }

  isGone(now: number): boolean {
    return this.open?.operation.kind === 'delete' && now >= this.open.until
  }

  view(now: number): Database {
    const busy = this.isBusy(now)
    const status = busy && this.restarting ? 'restarting' : busy && this.open ? UNDER_WAY[this.open.operation.kind] : this.resting
    const tls = this.spec.tls ?? false
    const created = status !== 'creating'
    return {
      id: this.id, name: this.name, plan: this.plan, engine: 'valkey', engineVersion: created ? this.engineVersion : null, engineUpgrade: this.spec.engineUpgrade ?? null, status,
      reason: this.spec.reason && !busy ? this.spec.reason : null, message: this.spec.message && !busy ? this.spec.message : null,
      endpoint: created ? { host: 'localhost', port: this.spec.port, tls } : null,
      username: 'default', memoryLimitBytes: this.spec.memoryLimitBytes, maxConnections: this.spec.maxConnections,
      evictionPolicy: this.spec.evictionPolicy ?? 'noeviction', persistence: this.spec.persistence ?? 'aof',
      tls, certificateExpiresAt: tls ? new Date(this.spec.createdAt + 90 * 24 * 3_600_000).toISOString() : null,
      createdAt: new Date(this.spec.createdAt).toISOString(), operation: busy ? (this.open?.operation ?? null) : null,
    }
  }

  credentials(now: number): Credentials {
    const endpoint = this.view(now).endpoint
    const url = endpoint ? `${endpoint.tls ? 'rediss' : 'redis'}://default:${this.password}@${endpoint.host}:${endpoint.port}` : null
    return { username: 'default', password: this.password, url, previousPasswordExpiresAt: this.previousUntil }
  }

  rotate(overlapSeconds: number, now: number): Credentials {
    this.password = `r0tated${now}`
    this.previousUntil = overlapSeconds > 0 ? new Date(now + overlapSeconds * 1000).toISOString() : null
    return this.credentials(now)
  }
}
