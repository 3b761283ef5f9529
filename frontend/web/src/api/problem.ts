import type { components } from './schema.gen'

export type ProblemBody = Partial<components['schemas']['Problem']>

/** The code of a call that never got an answer. */
export const UNREACHABLE = 'UNREACHABLE'

/** What the API said was wrong, or that it could not be asked at all (`status` 0). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'

  private constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly fieldErrors: ReadonlyArray<{ field: string; message: string }> = [],
    readonly traceId?: string,
    /** when another try makes sense, in seconds; null where the server did not say */
    readonly retryAfter: number | null = null,
    options?: ErrorOptions,
  ) {
    super(detail || code, options)
  }

  static of(response: Response, body: ProblemBody | string | undefined): ApiProblem {
    const problem = typeof body === 'object' && body !== null ? body : {}
    const code = problem.code ?? (response.status >= 502 && response.status <= 504 ? 'SERVICE_UNAVAILABLE' : 'ERROR')
    return new ApiProblem(response.status, code, problem.detail ?? '', problem.fieldErrors, problem.traceId, secondsOf(response.headers.get('Retry-After')))
  }

  static unreachable(cause: unknown): ApiProblem {
    return new ApiProblem(0, UNREACHABLE, '', [], undefined, null, { cause })
  }

  /** Whether a part of the platform is down, rather than this call being wrong. */
  get isOutage(): boolean {
    return this.status === 0 || (this.status >= 502 && this.status <= 504)
  }
}

/** `Retry-After` is a number of seconds, or a date. */
function secondsOf(retryAfter: string | null): number | null {
  if (retryAfter === null) return null
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : Math.ceil((Date.parse(retryAfter) - Date.now()) / 1000)
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null
}

/** What went wrong in this page or its browser, in a sentence for people. */
export class Told extends Error {
  override readonly name = 'Told'
}

/** Whether the error is a problem with this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof ApiProblem && error.code === code
}

/** Refusals of a code or a passkey are 401s too, but say nothing about a session. */
const ABOUT_CODES = new Set(['CODE_NEEDED', 'CODE_WRONG', 'PASSKEY_REFUSED'])

/** Whether the error says that nobody is logged in. */
export function isUnauthenticated(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401 && !ABOUT_CODES.has(error.code)
}

/** Whether it is unknown if the call was carried out: nobody answered, or only the door did. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 504 || error.code === 'SERVICE_UNAVAILABLE')
}
