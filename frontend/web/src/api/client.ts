import createClient from 'openapi-fetch'
import { ApiProblem, type ProblemBody } from './problem'
import type { paths } from './schema.gen'

/** The public API of the same origin. `fetch` is looked up at each call so that tests can stand in for the network. */
export const api = createClient<paths>({
  baseUrl: `${window.location.origin}/api/v1`,
  fetch: (request) => globalThis.fetch(request),
})

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Waits for an answer and gives its body; everything else becomes an {@link ApiProblem}. */
export async function answer<T>(call: Promise<Answer<T>>): Promise<T> {
  let result: Answer<T>
  try {
    result = await call
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw ApiProblem.unreachable(cause)
  }
  if (!result.response.ok) throw ApiProblem.of(result.response, result.error as ProblemBody | string | undefined)
  return result.data as T
}

/** A header value that makes a repeated unsafe call harmless. Works on plain http too, where `randomUUID` does not exist. */
export function idempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (it) => it.toString(16).padStart(2, '0')).join('')
}
