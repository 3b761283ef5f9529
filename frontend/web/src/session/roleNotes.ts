import type { Role } from '../api/types'

/** What each role may do, in a few words. */
export const ROLE_NOTES: Record<Role, string> = {
  viewer: 'look only',
  developer: 'create and use databases',
  admin: 'also delete databases, manage keys and members',
  owner: 'everything, also hand over or delete the organization',
}

/** For a select box. */
export function roleOptions(roles: readonly Role[]) {
  return roles.map((value) => ({ value, label: `${value}: ${ROLE_NOTES[value]}` }))
}
