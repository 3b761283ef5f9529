import type { Database, DatabaseChange, Plan } from '../../api/types'
import type { Setting } from '../actions'
import { PERSISTENCES } from '../create/choices'
import { bytes } from '../../ui/format'

/** What the form holds: only what somebody touched, so that the rest follows the database. */
export type Draft = DatabaseChange

export const LABELS: Record<Setting, string> = { name: 'Name', plan: 'Plan', persistence: 'Persistence', evictionPolicy: 'When memory is full', tls: 'TLS' }

/** What a change of a setting does to those who are connected; by the API only TLS restarts the engine. */
export function restarts(setting: Setting): boolean {
  return setting === 'tls'
}

export function impactOf(setting: Setting): string {
  return restarts(setting) ? 'Restarts the engine; connections end' : 'No restart'
}

/** What a restart means for those who use the database; a stop saves what its persistence keeps at all. */
export function restartNote({ persistence }: Pick<Database, 'persistence'>): string {
  return `Every connection ends and can be opened again a moment later. ${persistence === 'none' ? 'Its persistence is “None”: it starts empty.' : 'Its data stays.'}`
}

/** One line of the review. */
export interface Change {
  setting: Setting
  from: string
  to: string
  /** what one may not have thought of */
  caution: string | null
}

/** What of a draft differs from the database, as the API wants it. */
export function changeOf(database: Database, draft: Draft): DatabaseChange {
  return Object.fromEntries(Object.entries(draft).filter(([setting, value]) => value !== database[setting as Setting]))
}

/** The same for people, in the order of the form. */
export function changesOf(database: Database, draft: Draft, plans: readonly Plan[] = []): Change[] {
  const wanted = changeOf(database, draft)
  return (Object.keys(LABELS) as Setting[])
    .filter((it) => it in wanted)
    .map((setting) => ({
      setting,
      from: shown(setting, database[setting], plans),
      to: shown(setting, wanted[setting], plans),
      caution: cautionOf(setting, database, { ...database, ...wanted }, plans),
    }))
}

function shown(setting: Setting, value: string | boolean | undefined, plans: readonly Plan[]): string {
  switch (setting) {
    case 'tls':
      return value ? 'on' : 'off'
    case 'persistence':
      return PERSISTENCES.find((it) => it.value === value)?.title ?? String(value)
    case 'plan': {
      const plan = plans.find((it) => it.id === value)
      return plan ? `${plan.id} (${bytes(plan.memoryLimitBytes)})` : String(value)
    }
    default:
      return String(value)
  }
}

function cautionOf(setting: Setting, before: Database, after: Draft & Database, plans: readonly Plan[]): string | null {
  switch (setting) {
    case 'tls':
      return after.tls
        ? 'Clients that do not speak TLS are refused from then on. The URL begins with rediss://, and clients need the CA file from the Connect tab.'
        : 'Passwords and data travel unencrypted from then on. The URL begins with redis://; clients that insist on TLS fail.'
    case 'plan': {
      const plan = plans.find((it) => it.id === after.plan)
      return plan && plan.memoryLimitBytes < before.memoryLimitBytes ? tooSmall(after) : null
    }
    case 'persistence':
      if (after.persistence === 'none') return 'Nothing is written to the disk from then on: the next crash, stop or restart empties it.'
      return null
    case 'evictionPolicy':
      if (before.evictionPolicy === 'noeviction') return 'Keys may be dropped when memory is full, which did not happen before.'
      return after.evictionPolicy === 'noeviction' ? 'Writes are refused when memory is full, which did not happen before.' : null
    case 'name':
      return null
  }
}

function tooSmall({ evictionPolicy }: Database): string {
  return evictionPolicy === 'noeviction'
    ? 'If the data is larger than the new limit, writes are refused until enough is deleted.'
    : `If the data is larger than the new limit, keys are dropped at once, as ${evictionPolicy} says.`
}
