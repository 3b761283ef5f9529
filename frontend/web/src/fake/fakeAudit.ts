import type { AuditEvent } from '../api/types'
import { json, pageOf, problem, type Route } from './fakeHttp'

const HEAD = ['id', 'at', 'actor', 'actorKind', 'actorName', 'address', 'action', 'subject', 'subjectName', 'outcome', 'code'] as const

/** The record of changes, newest first. */
export class FakeAudit {
  events: AuditEvent[]

  constructor(now: number, private readonly mayLook: () => boolean) {
    this.events = demoEvents(now)
  }

  readonly routes: Route[] = [
    ['GET', /^\/audit$/, (_, _body, url, request) => {
      if (!this.mayLook()) return problem(403, 'ROLE_TOO_LOW', 'This needs an admin.')
      const page = pageOf(this.events.filter((it) => matches(it, url.searchParams)), url)
      return request.headers.get('Accept') === 'text/csv' ? csv(page.items, page.next, url) : json(200, page)
    }],
    ['GET', /^\/platform\/audit\/integrity$/, () => json(200, { parts: [{ service: 'auth-service', events: 1204, whole: true, brokenAt: null }, { service: 'backend', events: 38_211, whole: false, brokenAt: 'aud_01jf3x5t8m0000000000000042' }] })],
  ]
}

function matches(event: AuditEvent, query: URLSearchParams): boolean {
  const among = (name: string, ...values: Array<string | null | undefined>) => !query.has(name) || values.includes(query.get(name))
  return (
    among('actor', event.actor, event.actorName) && among('action', event.action) && among('subject', event.subject, event.subjectName) && among('outcome', event.outcome) &&
    (!query.has('from') || event.at >= query.get('from')!) && (!query.has('to') || event.at < query.get('to')!)
  )
}

function csv(events: AuditEvent[], next: string | null, url: URL): Response {
  const lines = [HEAD.join(','), ...events.map((event) => HEAD.map((it) => quoted(event[it])).join(','))]
  const headers: Record<string, string> = { 'Content-Type': 'text/csv;charset=UTF-8' }
  if (next) {
    url.searchParams.set('cursor', next)
    headers.Link = `<${url.pathname}${url.search}>; rel="next"`
  }
  return new Response(`${lines.join('\r\n')}\r\n`, { headers })
}

function quoted(value: unknown): string {
  const text = String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function demoEvents(now: number): AuditEvent[] {
  const event = (i: number, minutesAgo: number, rest: Partial<AuditEvent> & { action: string }): AuditEvent => ({
    id: `aud_01jf3x5t8m${String(9999 - i).padStart(16, '0')}`, at: new Date(now - minutesAgo * 60_000).toISOString(), actor: 'usr_1', actorKind: 'user', actorName: 'ada@example.com',
    address: '203.0.113.7', outcome: 'done', code: null, subject: null, subjectName: null, before: null, after: null, traceId: '4bf92f3577b34da6a3ce929d0e0e4736', ...rest,
  })
  const told: AuditEvent[] = [
    event(0, 2, { action: 'database.update', subject: 'db_orders', subjectName: 'orders', before: { evictionPolicy: 'noeviction', plan: 'free', tls: false }, after: { evictionPolicy: 'allkeys-lru', plan: 'small', tls: false } }),
    event(1, 9, { action: 'member.change', subject: 'usr_3', subjectName: 'linus@example.com', before: { role: 'viewer' }, after: { role: 'developer' } }),
    event(2, 30, { action: 'database.delete', actor: 'key_1', actorKind: 'key', actorName: 'ci', outcome: 'refused', code: 'ROLE_TOO_LOW', subject: 'db_orders', subjectName: 'orders' }),
    event(3, 61, { action: 'api-key.create', subject: 'key_2', subjectName: 'grafana', after: { name: 'grafana', role: 'viewer', access: ['metrics'], expiresAt: '2027-01-01T00:00:00Z' } }),
    event(4, 120, { action: 'session.begin', actor: 'anonymous', actorKind: 'anonymous', actorName: null, address: '198.51.100.99', outcome: 'refused', code: 'WRONG_CREDENTIALS', subjectName: 'ada@example.com' }),
    event(5, 300, { action: 'database.create', outcome: 'failed', code: 'HOST_UNREACHABLE', subjectName: 'job-queue-with-a-rather-long-name-0001', after: { name: 'job-queue-with-a-rather-long-name-0001', plan: 'medium' } }),
    event(6, 400, { action: 'platform.look', actor: 'usr_77', actorKind: 'operator', actorName: 'ops@miniredis.example' }),
  ]
  const logIns = Array.from({ length: 70 }, (_, i) => event(7 + i, 600 + i * 240, { action: 'session.begin' }))
  return [...told, ...logIns]
}
