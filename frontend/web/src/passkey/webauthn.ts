import { Told } from '../api/problem'
import type { PasskeyAnswer, PasskeyMade } from '../api/types'

/** What the API gives for `navigator.credentials`. */
type Options = Record<string, unknown>

/** Whether this browser can use passkeys on this page at all: it must know them, and the page must be safe. */
export function knowsPasskeys(): boolean {
  return typeof window.PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in window.PublicKeyCredential
}

/** Has a device make a passkey; gives what the API wants to know of it. */
export async function makePasskey(options: Options): Promise<PasskeyMade> {
  const made = await asked(options, () =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as PublicKeyCredentialCreationOptionsJSON) }),
  )
  return made.toJSON() as PasskeyMade
}

/** Lets the person pick one of their passkeys; gives what the API wants to see. */
export async function pickPasskey(options: Options): Promise<PasskeyAnswer> {
  const picked = await asked(options, () =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as PublicKeyCredentialRequestOptionsJSON) }),
  )
  return picked.toJSON() as PasskeyAnswer
}

async function asked(options: Options, ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  let credential: Credential | null
  try {
    credential = await ask()
  } catch (error) {
    throw new Told(sentenceOfBrowser(error, hostOf(options)), { cause: error })
  }
  if (credential === null) throw new Told(NOTHING)
  return credential as PublicKeyCredential
}

/** The host that passkeys belong to. */
function hostOf(options: Options): string {
  const { rp, rpId } = options as { rp?: { id?: string }; rpId?: string }
  return rpId ?? rp?.id ?? ''
}

const NOTHING = 'No passkey was used: it was cancelled, or it took too long. Try again.'

function sentenceOfBrowser(error: unknown, host: string): string {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'InvalidStateError') return 'This device or password manager has a passkey for your account already.'
  if (name === 'SecurityError') return `Passkeys of this installation belong to ${host}, and this page was opened at ${window.location.hostname}. Open the dashboard there; an operator sets that address with MINIREDIS_PUBLIC_URL.`
  if (name === 'NotAllowedError' || name === 'AbortError') return NOTHING
  if (name === 'NotSupportedError' || name === 'ConstraintError') return 'This device cannot keep such a passkey: it has no fingerprint, face or PIN set up, or no room.'
  return 'Your browser could not use a passkey here.'
}
