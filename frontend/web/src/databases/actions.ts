import type { Database, DatabaseChange, DatabaseStatus } from '../api/types'
import { refusalOf, type Caller, type Right } from '../session/roles'
import { isOpen } from './status'

export type Action = 'start' | 'stop' | 'restart' | 'delete'

export const ACTIONS: readonly Action[] = ['start', 'stop', 'restart', 'delete']

/** Null when the action may be taken now, else why not. */
export type Verdict = string | null

const NEEDED: Record<Action, Right> = { start: 'CHANGE_DATABASE', stop: 'CHANGE_DATABASE', restart: 'CHANGE_DATABASE', delete: 'DELETE_DATABASE' }

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
const SETTING_NEEDED: Record<Setting, Right> = { name: 'CHANGE_DATABASE', plan: 'CHANGE_PLAN', evictionPolicy: 'CHANGE_DATABASE', persistence: 'CHANGE_DATABASE', tls: 'CHANGE_DATABASE' }

/** Which action a database's state and its caller's rights allow, and why not. */
export function verdictOn(action: Action, database: Pick<Database, 'status' | 'operation'>, caller: Caller): Verdict {
  const refusal = refusalOf(caller, NEEDED[action]) ?? REFUSED[action][database.status]
  if (refusal) return refusal
  return action !== 'delete' && isOpen(database.operation) ? BUSY : null
}

/** Whether a setting may be changed, and why not. What is under way is waited for only when the change is sent. */
export function verdictOnSetting(setting: Setting, database: Pick<Database, 'status'>, caller: Caller): Verdict {
  return refusalOf(caller, SETTING_NEEDED[setting]) ?? (database.status === 'deleting' ? DELETING : null)
}

/** Whether changes may be sent now. A new name alone waits for nothing. */
export function verdictOnSending(changed: Setting[], { operation }: Pick<Database, 'operation'>): Verdict {
  return isOpen(operation) && changed.some((it) => it !== 'name') ? BUSY : null
}
