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
    options?: ErrorOptions,
  ) {
    super(detail || code, options)
  }

  static of(response: Response, body: ProblemBody | string | undefined): ApiProblem {
    const problem = typeof body === 'object' && body !== null ? body : {}
    const code = problem.code ?? (response.status >= 502 && response.status <= 504 ? 'SERVICE_UNAVAILABLE' : 'ERROR')
    return new ApiProblem(response.status, code, problem.detail ?? '', problem.fieldErrors, problem.traceId)
  }

  static unreachable(cause: unknown): ApiProblem {
    return new ApiProblem(0, UNREACHABLE, '', [], undefined, { cause })
  }

  /** Whether a part of the platform is down, rather than this call being wrong. */
  get isOutage(): boolean {
    return this.status === 0 || (this.status >= 502 && this.status <= 504)
  }
}

/** Whether the error says that nobody is logged in. */
export function isUnauthenticated(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401
}

/** Whether it is unknown if the call was carried out: nobody answered, or only the door did. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 504 || error.code === 'SERVICE_UNAVAILABLE')
}
