import type { Database, DatabaseStatus, Role } from '../api/types'
import { mayActAs } from '../session/roles'
import { isOpen } from './status'

export type Action = 'start' | 'stop' | 'restart' | 'delete'

export const ACTIONS: readonly Action[] = ['start', 'stop', 'restart', 'delete']

/** Null when the action may be taken now, else why not. */
export type Verdict = string | null

const NEEDED: Record<Action, Role> = { start: 'developer', stop: 'developer', restart: 'developer', delete: 'admin' }

const CREATING = 'It is still being created.'
const STOPPING = 'It is stopping right now.'
const RESTARTING = 'It is restarting right now.'
const DELETING = 'It is being deleted.'

/** What a status refuses. A deletion takes over from whatever else is under way, so nothing stuck keeps a tenant from leaving. */
const REFUSED: Record<Action, Partial<Record<DatabaseStatus, string>>> = {
  start: {
    creating: CREATING,
    running: 'It is already running.',
    starting: 'It is starting right now.',
    stopping: STOPPING,
    restarting: RESTARTING,
    unavailable: 'It is meant to run and comes back by itself; a restart may help.',
    failed: 'It is meant to run: a restart tries again.',
    deleting: DELETING,
  },
  stop: { creating: CREATING, stopping: STOPPING, stopped: 'It is already stopped.', restarting: RESTARTING, deleting: DELETING },
  restart: { creating: CREATING, stopping: STOPPING, stopped: 'It is stopped: start it instead.', restarting: RESTARTING, deleting: DELETING },
  delete: { deleting: DELETING },
}

/** The one place that says which action a database's state and a caller's role allow, and why not. */
export function verdictOn(action: Action, database: Pick<Database, 'status' | 'operation'>, role: Role): Verdict {
  if (!mayActAs(role, NEEDED[action])) {
    return `Your role is ${role}; this needs ${NEEDED[action] === 'admin' ? 'an admin' : 'a developer'} of the organization.`
  }
  const refusal = REFUSED[action][database.status]
  if (refusal) return refusal
  return action !== 'delete' && isOpen(database.operation) ? 'Something else is being done to it right now.' : null
}
