/** Null where an organization may be called so. */
export function organizationNameProblem(name: string): string | null {
  return name.trim() === '' ? 'Give it a name.' : name.trim().length > 60 ? 'Use at most 60 characters.' : null
}
