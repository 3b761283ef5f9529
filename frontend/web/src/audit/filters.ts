import type { AuditEvent } from '../api/types'

/** What is looked for; days are of the reader's own zone. */
export interface Filters {
  actor?: string
  action?: string
  subject?: string
  outcome?: AuditEvent['outcome']
  from?: string
  to?: string
}

const NAMES = ['actor', 'action', 'subject', 'outcome', 'from', 'to'] as const

/** Filters live in the address, so that they can be gone back to and sent to others. */
export function filtersOf(search: URLSearchParams): Filters {
  return Object.fromEntries(NAMES.map((name) => [name, search.get(name)?.trim()]).filter(([, value]) => value))
}

/** As the API wants them: `from` begins with its day, `to` ends with it. */
export function queryOf({ from, to, ...rest }: Filters): Filters {
  return { ...rest, ...(from && { from: startOf(from, 0) }), ...(to && { to: startOf(to, 1) }) }
}

function startOf(day: string, daysLater: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number)
  const at = new Date(year!, month! - 1, date! + daysLater)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
