import type { Database, DatabaseChange, DatabaseStatus, Role } from '../api/types'
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
const BUSY = 'Something else is being done to it right now.'

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

export type Setting = keyof DatabaseChange

/** What an admin answers for: it is what costs. */
const SETTING_NEEDED: Record<Setting, Role> = { name: 'developer', plan: 'admin', evictionPolicy: 'developer', persistence: 'developer', tls: 'developer' }

/** The one place that says which action a database's state and a caller's role allow, and why not. */
export function verdictOn(action: Action, database: Pick<Database, 'status' | 'operation'>, role: Role): Verdict {
  const refusal = roleRefusal(role, NEEDED[action]) ?? REFUSED[action][database.status]
  if (refusal) return refusal
  return action !== 'delete' && isOpen(database.operation) ? BUSY : null
}

/** Whether a setting may be changed, and why not. What is under way is waited for only when the change is sent. */
export function verdictOnSetting(setting: Setting, database: Pick<Database, 'status'>, role: Role): Verdict {
  return roleRefusal(role, SETTING_NEEDED[setting]) ?? (database.status === 'deleting' ? DELETING : null)
}

/** Whether changes may be sent now. A new name alone waits for nothing. */
export function verdictOnSending(changed: Setting[], { operation }: Pick<Database, 'operation'>): Verdict {
  return isOpen(operation) && changed.some((it) => it !== 'name') ? BUSY : null
}

function roleRefusal(role: Role, needed: Role): Verdict {
  if (mayActAs(role, needed)) return null
  return `Your role is ${role}; this needs ${needed === 'admin' ? 'an admin' : 'a developer'} of the organization.`
}
