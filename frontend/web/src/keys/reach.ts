import type { Access, ApiKey, Database, Role } from '../api/types'

export const ACCESSES: ReadonlyArray<{ value: Access; label: string; note: string }> = [
  { value: 'read', label: 'Read', note: 'commands that only read, and the slow log' },
  { value: 'write', label: 'Write', note: 'commands that write' },
  { value: 'metrics', label: 'Metrics', note: 'measurements' },
]

/** What a role has at all, so that a key can be narrowed to it. */
export function accessesOf(role: Role): Access[] {
  return role === 'viewer' ? ['metrics'] : ['read', 'write', 'metrics']
}

export function isNarrowed(key: Pick<ApiKey, 'access' | 'databases'>): boolean {
  return Boolean(key.access ?? key.databases)
}

/** “only read and metrics, only of orders”; names a database that is gone by its id. */
export function reachOf({ access, databases }: Pick<ApiKey, 'access' | 'databases'>, known: Database[] | undefined): string {
  const nameOf = (id: string) => known?.find((it) => it.id === id)?.name ?? (known ? `${id} (deleted)` : id)
  return [access && `only ${listed(access)}`, databases && `only ${databases.length === 0 ? 'of no database' : `of ${listed(databases.map(nameOf))}`}`].filter(Boolean).join(', ')
}

function listed(words: readonly string[]): string {
  return new Intl.ListFormat('en').format(words)
}
