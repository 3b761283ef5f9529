/** Null where it looks like an e-mail address. */
export function emailProblem(email: string): string | null {
  return /^\S+@\S+$/.test(email.trim()) ? null : 'Enter an e-mail address, such as ada@example.com.'
}
