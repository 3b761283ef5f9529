import type { Role } from '../api/types'

/** What each role may do, in a few words. */
export const ROLE_NOTES: Record<Role, string> = {
  viewer: 'look only',
  developer: 'create and use databases',
  admin: 'manage databases, keys and members',
  owner: 'everything, also hand it over or delete it',
}

/** For a select box. */
export function roleOptions(roles: readonly Role[]) {
  return roles.map((value) => ({ value, label: `${value}: ${ROLE_NOTES[value]}` }))
}
