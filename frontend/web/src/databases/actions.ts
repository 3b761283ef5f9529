import type { Database, DatabaseStatus, Role } from '../api/types'
import { mayActAs } from '../session/roles'
import { isOpen } from './status'

export type Action = 'start' | 'stop' | 'restart' | 'delete'

export const ACTIONS: readonly Action[] = ['start', 'stop', 'restart', 'delete']

/** Null when the action may be taken now, else why not. */
export type Verdict = string | null

const NEEDED: Record<Action, Role> = { start: 'developer', stop: 'developer', restart: 'developer', delete: 'admin' }

const BUSY: Partial<Record<DatabaseStatus, string>> = {
  creating: 'It is still being created.',
  starting: 'It is starting right now.',
  stopping: 'It is stopping right now.',
  restarting: 'It is restarting right now.',
  deleting: 'It is being deleted.',
}

const RESTING: Record<Action, Partial<Record<DatabaseStatus, string>>> = {
  start: { running: 'It is already running.', unavailable: 'It is meant to run and comes back by itself; a restart may help.' },
  stop: { stopped: 'It is already stopped.', failed: 'It is not running.' },
  restart: { stopped: 'It is stopped: start it instead.', failed: 'It is not running: start it instead.' },
  delete: {},
}

/** The one place that says which action a database's state and a caller's role allow, and why not. */
export function verdictOn(action: Action, database: Pick<Database, 'status' | 'operation'>, role: Role): Verdict {
  if (!mayActAs(role, NEEDED[action])) {
    return `Your role is ${role}; this needs ${NEEDED[action] === 'admin' ? 'an admin' : 'a developer'} of the organization.`
  }
  const busy = BUSY[database.status]
  if (busy) return busy
  if (isOpen(database.operation)) return 'Something else is being done to it right now.'
  return RESTING[action][database.status] ?? null
}
