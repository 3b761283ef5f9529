import type { Credentials, Database, DatabaseStatus, EvictionPolicy, Operation, Persistence, Slowlog } from '../api/types'

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
  status?: DatabaseStatus
  reason?: string
  message?: string
}

const STEPS: Record<Operation['kind'], string[]> = {
  create: ['place', 'provision', 'verify'],
  start: ['start', 'verify'],
  stop: ['save', 'stop'],
  restart: ['save', 'stop', 'start', 'verify'],
  delete: ['stop', 'keep data', 'release port'],
  rotate: ['rotate'],
}

const UNDER_WAY: Record<Operation['kind'], DatabaseStatus> = {
  create: 'creating', start: 'starting', stop: 'stopping', restart: 'restarting', delete: 'deleting', rotate: 'running',
}

/** A database whose operations take a given time. */
export class FakeDatabase {
  readonly id: string
  readonly name: string
  readonly plan: string
  slowlog: Slowlog['items'] = []
  private password = 'p7Yw3dQk9ZtR2xVb'
  private previousUntil: string | null = null
  private open: { operation: Operation; until: number; took: number } | null = null
  private resting: DatabaseStatus

  constructor(readonly spec: Spec) {
    this.id = spec.id
    this.name = spec.name
    this.plan = spec.plan
    this.resting = spec.status ?? 'running'
  }

  begin(kind: Operation['kind'], id: string, now: number, took: number): Operation {
    const operation: Operation = {
      id, databaseId: this.id, kind, status: 'pending', createdAt: new Date(now).toISOString(), finishedAt: null,
      steps: STEPS[kind].map((name) => ({ name, status: 'pending' })),
    }
    this.open = { operation, until: now + took, took }
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
    }
    return !done
  }

  isGone(now: number): boolean {
    return this.open?.operation.kind === 'delete' && now >= this.open.until
  }

  view(now: number): Database {
    const busy = this.isBusy(now)
    const status = busy && this.open ? UNDER_WAY[this.open.operation.kind] : this.resting
    const created = status !== 'creating'
    return {
      id: this.id, name: this.name, plan: this.plan, engine: 'valkey', engineVersion: created ? 'valkey 9.0.1' : null, status,
      reason: this.spec.reason && !busy ? this.spec.reason : null, message: this.spec.message && !busy ? this.spec.message : null,
      endpoint: created ? { host: 'localhost', port: this.spec.port, tls: false } : null,
      username: 'default', memoryLimitBytes: this.spec.memoryLimitBytes, maxConnections: this.spec.maxConnections,
      evictionPolicy: this.spec.evictionPolicy ?? 'noeviction', persistence: this.spec.persistence ?? 'aof',
      createdAt: new Date(this.spec.createdAt).toISOString(), operation: busy ? (this.open?.operation ?? null) : null,
    }
  }

  credentials(now: number): Credentials {
    const endpoint = this.view(now).endpoint
    const url = endpoint ? `redis://default:${this.password}@${endpoint.host}:${endpoint.port}` : null
    return { username: 'default', password: this.password, url, previousPasswordExpiresAt: this.previousUntil }
  }

  rotate(overlapSeconds: number, now: number): Credentials {
    this.password = `r0tated${now}`
    this.previousUntil = overlapSeconds > 0 ? new Date(now + overlapSeconds * 1000).toISOString() : null
    return this.credentials(now)
  }
}
