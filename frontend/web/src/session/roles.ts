import type { Role } from '../api/types'

const RANKS: Record<Role, number> = { viewer: 0, developer: 1, admin: 2, owner: 3 }

/** Whether a role may do what at least another one may. */
export function mayActAs(role: Role, needed: Role): boolean {
  return RANKS[role] >= RANKS[needed]
}
