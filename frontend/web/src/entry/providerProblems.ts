import { sentenceOfCode } from '../api/sentences'

/** What went wrong on the way over a provider; `/login?problem=CODE` says it. */
const SENTENCES: Record<string, string> = {
  LOGIN_EXPIRED: 'This log-in was begun too long ago, or in another browser. Begin again.',
  PROVIDER_REFUSED: 'The provider did not let you in, or you said no there.',
  PROVIDER_UNAVAILABLE: 'The provider does not answer right now. Try again in a moment, or log in with your password.',
  PROVIDER_ANSWER_INVALID: 'What the provider answered does not hold. Try again, or log in with your password.',
  PROVIDER_EMAIL_NOT_VERIFIED: 'The provider does not vouch for your e-mail address, so it cannot let you in here.',
  PROVIDER_EMAIL_TAKEN: 'There already is an account with your e-mail address that the provider cannot open. Log in with its password.',
}

/** Never text from the address itself: anybody can make a link. */
export function providerProblem(code: string): string {
  return (Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : sentenceOfCode(code)) ?? 'Logging in with that provider did not work. Try again, or log in with your password.'
}
