import { ApiProblem, UNREACHABLE } from './problem'
import { REASONS } from './reasons'

/** A refused log-in, whatever its code: it never tells whether the address is known. */
export const WRONG_CREDENTIALS = 'This e-mail address and password do not belong together.'

/** What a code means to a person. A code that is not here is told in the API's own words. */
const SENTENCES: Record<string, string> = {
  [UNREACHABLE]: 'The dashboard cannot reach its server. Check your connection; we keep trying.',
  UNAUTHENTICATED: 'Your session has ended. Log in to go on.',
  WRONG_CREDENTIALS,
  EMAIL_TAKEN: 'There already is an account with this e-mail address. Log in instead.',
  NAME_TAKEN: 'Your organization already has a database with this name. Choose another.',
  QUOTA_REACHED: 'Your organization has as many databases of this plan as it may have. Delete one, or choose a larger plan.',
  OPERATION_UNDER_WAY: 'Something else is being done to this database right now. Try again when it has finished.',
  ROLE_TOO_LOW: 'Your role does not allow this. An admin of the organization can do it, or give you another role.',
  FORBIDDEN: 'You do not have the right to do this.',
  DATABASE_UNKNOWN: 'There is no such database, or it belongs to another organization.',
  API_KEY_NOT_FOUND: 'This key does not exist any more.',
  NOT_FOUND: 'This does not exist, or it belongs to another organization.',
  RATE_LIMITED: 'Too many calls in a short time. Wait a moment, then try again.',
  TOO_MANY_REQUESTS: 'Too many calls in a short time. Wait a moment, then try again.',
  BODY_TOO_LARGE: 'This is too large to send through the dashboard. Use a Redis client for it.',
  SERVICE_UNAVAILABLE: 'A part of MiniRedis does not answer right now. Your databases keep running; we keep trying.',
  TIMEOUT: 'This took too long. It may still finish; look again in a moment.',
  BACKEND_UNAVAILABLE: 'Measurements are not available right now. Your databases keep running; we keep trying.',
  HOST_UNREACHABLE: 'The machine that runs this database does not answer right now. It comes back by itself when it can.',
  HOST_REFUSED: 'The machine that runs this database could not do this. Try again in a moment.',
  NOTHING_TO_CHANGE: 'It already is as you want it; there is nothing to change.',
  NOT_APPLIED_YET: 'This is recorded and goes on by itself, but it is not in force yet. Look again in a moment.',
  TOO_MANY_STREAMS: 'Your organization has too many pages with live updates open. This page looks by itself every few seconds instead.',
  DATABASE_NOT_RUNNING: 'The database is not running. Start it first.',
  INTERNAL_ERROR: 'This is a mistake of ours. Try again; if it stays, report it with the trace id.',
}

/** Codes whose `detail` says more than any general sentence. */
const OWN_WORDS = new Set(['INVALID_INPUT', 'COMMAND_FAILED'])

/** The one place where an error becomes a sentence. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return 'Something went wrong in this page. Reload it; if it stays, report it.'
  if (OWN_WORDS.has(error.code) && error.detail) return error.detail
  return SENTENCES[error.code] ?? REASONS[error.code]?.sentence ?? (error.detail || `The server answered with status ${error.status} and no explanation.`)
}

/** Messages by field, for a form; codes that are about one field land there. */
export function fieldErrorsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {}
  if (error.code === 'EMAIL_TAKEN') return { email: sentenceOf(error) }
  if (error.code === 'NAME_TAKEN') return { name: sentenceOf(error) }
  if (error.code === 'QUOTA_REACHED') return { plan: sentenceOf(error) }
  return Object.fromEntries(error.fieldErrors.map((it) => [it.field, capitalized(it.message)]))
}

function capitalized(message: string): string {
  const sentence = message.charAt(0).toUpperCase() + message.slice(1)
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}
