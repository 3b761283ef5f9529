import type { Access, Me, Role } from '../api/types'

/** Who asks: a role in the organization, and for a key what it is narrowed to. */
export type Caller = Pick<Me, 'role' | 'key'>

/** Lowest first. */
export const ROLES: readonly Role[] = ['viewer', 'developer', 'admin', 'owner']

/** What may be done, by the lowest role that includes it. The table that people read is in `docs/security.md`. */
const NEEDED = {
  SEE_DATABASES: 'viewer',
  SEE_MEASUREMENTS: 'viewer',
  READ_DATA: 'developer',
  WRITE_DATA: 'developer',
  SEE_PASSWORD: 'developer',
  CHANGE_DATABASE: 'developer',
  CREATE_DATABASE: 'developer',
  CHANGE_PLAN: 'admin',
  DELETE_DATABASE: 'admin',
  SEE_MEMBERS: 'viewer',
  MANAGE_MEMBERS: 'admin',
  MANAGE_KEYS: 'admin',
  SEE_AUDIT: 'admin',
  OWN_ORGANIZATION: 'owner',
} as const satisfies Record<string, Role>

export type Right = keyof typeof NEEDED

/** What reaches further than one database, so that no key for named databases has it. */
const WHOLE_ORGANIZATION: ReadonlySet<Right> = new Set<Right>(['CREATE_DATABASE', 'SEE_MEMBERS', 'MANAGE_MEMBERS', 'MANAGE_KEYS', 'SEE_AUDIT', 'OWN_ORGANIZATION'])

const GRANTED: Record<Access, readonly Right[]> = {
  read: ['SEE_DATABASES', 'READ_DATA'],
  write: ['SEE_DATABASES', 'WRITE_DATA'],
  metrics: ['SEE_DATABASES', 'SEE_MEASUREMENTS'],
}

/** The one place that says whether a caller may do something. */
export function may(caller: Caller, right: Right): boolean {
  return refusalOf(caller, right) === null
}

/** Null where the caller may, else why not. */
export function refusalOf({ role, key }: Caller, right: Right): string | null {
  const needed = NEEDED[right]
  if (ROLES.indexOf(role) < ROLES.indexOf(needed)) return `Your role is ${role}; this needs ${withArticle(needed)} of the organization.`
  if (key?.databases && WHOLE_ORGANIZATION.has(right)) return 'The key is for some databases only.'
  if (key?.access && !key.access.some((it) => GRANTED[it].includes(right))) return 'The key is narrowed to less than this.'
  return null
}

/** Roles that the caller may give: admins make no owners. */
export function rolesToGive(caller: Caller): Role[] {
  return ROLES.filter((it) => mayManage(caller, it))
}

/** Whether the caller may change, remove or invite somebody of this role: only owners do so with owners. */
export function mayManage(caller: Caller, role: Role): boolean {
  return may(caller, role === 'owner' ? 'OWN_ORGANIZATION' : 'MANAGE_MEMBERS')
}

function withArticle(role: Role): string {
  return /^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`
}
