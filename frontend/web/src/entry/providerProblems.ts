import { sentenceOfCode } from '../api/sentences'

/** What went wrong on the way over a provider; `/login?problem=CODE` says it. */
const SENTENCES: Record<string, string> = {
  EMAIL_NOT_VERIFIED: 'The provider does not vouch for your e-mail address, so we cannot let you in by it.',
  EMAIL_TAKEN: 'There already is an account with the e-mail address of that provider. Log in with its password.',
  TOO_MANY_ATTEMPTS: 'Too many attempts. Wait a moment, then try again.',
}

/** Never text from the address itself: anybody can make a link. */
export function providerProblem(code: string): string {
  return (Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : sentenceOfCode(code)) ?? 'Logging in with that provider did not work. Try again, or log in with your password.'
}
