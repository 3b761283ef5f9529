import type { ProblemBody } from '../api/problem'

export type Handler = (match: RegExpMatchArray, body: any, url: URL, request: Request) => Response | Promise<Response>
export type Route = [method: string, path: RegExp, handler: Handler]

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })
}

export function empty(status: 202 | 204): Response {
  return new Response(null, { status })
}

export function problem(status: number, code: string, detail = '', fieldErrors?: ProblemBody['fieldErrors'], retryAfter?: number): Response {
  const body = { type: `urn:miniredis:problem:${code.toLowerCase().replaceAll('_', '-')}`, title: code, status, code, detail, fieldErrors, traceId: '4bf92f3577b34da6a3ce929d0e0e4736' }
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json' }
  if (retryAfter !== undefined) headers['Retry-After'] = String(retryAfter)
  return new Response(JSON.stringify(body), { status, headers })
}

/** A 422 about one field. */
export function invalid(field: string, message: string): Response {
  return problem(422, 'INVALID_INPUT', `${field}: ${message}`, [{ field, message }])
}

/** One page of a list, by `limit` and an opaque `cursor`. */
export function pageOf<T>(all: T[], url: URL): { items: T[]; next: string | null } {
  const begin = Number(url.searchParams.get('cursor') ?? 0)
  const end = begin + Number(url.searchParams.get('limit') ?? 50)
  return { items: all.slice(begin, end), next: end < all.length ? String(end) : null }
}
