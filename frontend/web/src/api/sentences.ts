import { ApiProblem, Told, UNREACHABLE } from './problem'
import { duration } from '../ui/format'
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
  KEY_TOO_NARROW: 'The key is narrowed to less than this. Use another one.',
  PERSON_NEEDED: 'Only a person can do this, not an API key.',
  OPERATOR_NEEDED: 'Only operators of this platform can see this.',
  CODE_NEEDED: 'Enter the code of your authenticator app.',
  CODE_WRONG: 'This code is not right, or its time is over. Enter the one that is shown now.',
  PASSWORD_WRONG: 'This is not your present password.',
  INVITER_NOT_VERIFIED: 'Verify your own e-mail address before you invite others: open the link in the mail that we sent you, or have it sent again on your account page.',
  EMAIL_NOT_VERIFIED: 'Your e-mail address is not verified yet. Open the link in the mail that we sent you; we have just sent it again.',
  ALREADY_VERIFIED: 'Your e-mail address is verified already.',
  LINK_INVALID: 'This link is not valid any more: it was used, replaced by a newer one, or its time is over.',
  TWO_FACTOR_ON: 'The second factor is on already.',
  TWO_FACTOR_OFF: 'The second factor is off.',
  PASSKEY_REFUSED: 'This passkey does not let in here. It may have been removed; log in with your password.',
  PASSKEY_UNFIT: 'This took too long, or what your browser answered does not fit. Begin again.',
  PASSKEY_KNOWN: 'This passkey was added already.',
  PASSKEY_NOT_FOUND: 'This passkey was removed already.',
  SESSION_NOT_FOUND: 'This session has ended already.',
  ORGANIZATION_NOT_FOUND: 'There is no such organization, or you are not a member of it any more.',
  ORGANIZATION_NOT_EMPTY: 'The organization still has databases. Delete them first.',
  MEMBER_NOT_FOUND: 'This person is not a member any more.',
  INVITATION_NOT_FOUND: 'This invitation was accepted or withdrawn already.',
  INVITATION_FOR_ANOTHER: 'This invitation was sent to another address. Log in with that one, or sign up with it.',
  TOO_MANY_INVITATIONS: 'Your organization has sent as many invitations as it may in an hour.',
  ORGANIZATION_FROZEN: 'This organization is being deleted, so nothing can be created in it.',
  NO_ORGANIZATION: 'You are in no organization. Log in again to get one of your own.',
  LAST_OWNER: 'An organization always has an owner. Make somebody else an owner first.',
  ALREADY_MEMBER: 'This person is a member already.',
  DATABASE_UNKNOWN: 'There is no such database, or it belongs to another organization.',
  API_KEY_NOT_FOUND: 'This key does not exist any more.',
  ORIGIN_MISMATCH: 'This page was opened from an address that this installation does not know. Open the dashboard at its own address.',
  HEADERS_TOO_LARGE: 'Your browser sends too much along, perhaps cookies of other sites. Delete those of this address and reload.',
  NOT_FOUND: 'This does not exist, or it belongs to another organization.',
  RATE_LIMITED: 'Too many calls in a short time.',
  TOO_MANY_ATTEMPTS: 'Too many attempts, so we wait a little before the next.',
  TOO_MANY_REQUESTS: 'Too many calls in a short time.',
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

/** Codes that say when another try makes sense. */
const HURRIED = new Set(['RATE_LIMITED', 'TOO_MANY_REQUESTS', 'TOO_MANY_ATTEMPTS', 'TOO_MANY_INVITATIONS'])

/** The one place where an error becomes a sentence. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Told) return error.message
  if (!(error instanceof ApiProblem)) return 'Something went wrong in this page. Reload it; if it stays, report it.'
  if (OWN_WORDS.has(error.code) && error.detail) return error.detail
  if (!HURRIED.has(error.code)) return told(error)
  return `${told(error)} ${error.retryAfter === null ? 'Wait a moment, then try again.' : `Try again in ${duration(error.retryAfter)}.`}`
}

function told(error: ApiProblem): string {
  return sentenceOfCode(error.code) ?? (error.detail || `The server answered with status ${error.status} and no explanation.`)
}

/** What a code means where nothing but the code is known. */
export function sentenceOfCode(code: string): string | undefined {
  return Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : Object.hasOwn(REASONS, code) ? REASONS[code]?.sentence : undefined
}

/** Fields that codes are about. */
const FIELDS: Record<string, string> = { EMAIL_TAKEN: 'email', ALREADY_MEMBER: 'email', NAME_TAKEN: 'name', QUOTA_REACHED: 'plan', CODE_WRONG: 'code', PASSWORD_WRONG: 'current' }

/** Messages by field, for a form; codes that are about one field land there. */
export function fieldErrorsOf(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {}
  const field = FIELDS[error.code]
  if (field) return { [field]: sentenceOf(error) }
  return Object.fromEntries(error.fieldErrors.map((it) => [it.field, capitalized(it.message)]))
}

function capitalized(message: string): string {
  const sentence = message.charAt(0).toUpperCase() + message.slice(1)
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}
