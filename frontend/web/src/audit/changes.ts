import type { AuditEvent } from '../api/types'

export interface Change {
  field: string
  /** absent where it was not there before */
  before?: string
  /** absent where it is not there any more */
  after?: string
}

/** What differs between before and after; all of it where there is only one of them. */
export function changesOf({ before, after }: Pick<AuditEvent, 'before' | 'after'>): Change[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return fields
    .map((field) => ({ field, before: before && field in before ? told(before[field]) : undefined, after: after && field in after ? told(after[field]) : undefined }))
    .filter((it) => it.before !== it.after)
}

function told(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '“”' : value
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(told).join(', ')
  if (value === null || value === undefined) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return JSON.stringify(value)
}
