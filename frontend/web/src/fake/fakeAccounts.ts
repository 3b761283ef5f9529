import type { Me, Passkey, Role, Session, User } from '../api/types'
import { empty, invalid, json, problem, type Route } from './fakeHttp'
import type { FakeOrganization, FakeOrganizations } from './fakeOrganizations'

export interface FakeUser {
  id: string
  email: string
  password: string
  verified: boolean
  /** codes of the app are always {@link APP_CODE} */
  twoFactor: { on: boolean; recoveryCodes: string[] } | null
}

/** What an authenticator app shows for every account here. */
export const APP_CODE = '123456'
export const PASSWORD = 'correct horse battery'
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const DAY = 86_400_000

export interface AccountOptions {
  role?: Role
  operator?: boolean
  verification?: 'optional' | 'required'
  verified?: boolean
  twoFactor?: boolean
  providers?: boolean
  passkeys?: boolean
}

/** Users, their mails, second factors and sessions; one browser is logged in, or nobody. */
export class FakeAccounts {
  user: FakeUser
  readonly users: FakeUser[]
  loggedIn = true
  sessions: Session[]
  passkeys: Passkey[] = []
  /** tokens that were mailed and are not spent yet */
  readonly mailed = new Map<string, { kind: 'verify' | 'reset'; userId: string }>()
  private readonly verification: 'optional' | 'required'

  constructor(
    private readonly options: AccountOptions,
    private readonly organizations: FakeOrganizations,
    private readonly now: () => number,
    private readonly nextId: (prefix: string) => string,
  ) {
    this.user = { id: 'usr_1', email: 'ada@example.com', password: PASSWORD, verified: options.verified ?? true, twoFactor: options.twoFactor ? { on: true, recoveryCodes: recoveryCodes() } : null }
    this.users = [this.user, { id: 'usr_9', email: 'taken@example.com', password: PASSWORD, verified: true, twoFactor: null }]
    this.verification = options.verification ?? 'optional'
    this.mailed.set('verify-me', { kind: 'verify', userId: 'usr_1' }).set('reset-me', { kind: 'reset', userId: 'usr_1' })
    if (options.passkeys) this.passkeys = [
      { id: 'pky_1', name: 'Laptop', createdAt: new Date(this.now() - 40 * DAY).toISOString(), lastUsedAt: new Date(this.now() - 2 * DAY).toISOString(), synced: false },
      { id: 'pky_2', name: 'Phone', createdAt: new Date(this.now() - 3 * DAY).toISOString(), lastUsedAt: null, synced: true },
    ]
    this.sessions = [
      this.session('ses_1', 'Firefox on Linux', '203.0.113.7', 3 * DAY, 0, true),
      this.session('ses_2', 'Safari on iPhone', '2001:db8::8a2e:370:7334', 12 * DAY, 2 * DAY, false),
      this.session('ses_3', null, null, 13 * DAY, 6 * DAY, false),
    ]
  }

  get organization(): FakeOrganization {
    return this.organizations.acting
  }

  get role(): Role {
    return this.organization.members.find((it) => it.userId === this.user.id)!.role
  }

  readonly routes: Route[] = [
    ['POST', /^\/auth\/signup$/, (_, body) => this.signUp(body)],
    ['POST', /^\/auth\/login$/, (_, body) => this.logIn(body)],
    ['POST', /^\/auth\/logout$/, () => ((this.loggedIn = false), empty(204))],
    ['GET', /^\/auth\/me$/, () => json(200, this.me())],
    ['POST', /^\/auth\/verification$/, () => (this.user.verified ? problem(409, 'ALREADY_VERIFIED') : (this.mailed.set(`verify-${this.user.id}`, { kind: 'verify', userId: this.user.id }), empty(202)))],
    ['POST', /^\/auth\/verification\/confirm$/, (_, body) => this.spend(body.token, 'verify', (user) => void (user.verified = true))],
    ['POST', /^\/auth\/password\/forgot$/, () => empty(202)],
    ['POST', /^\/auth\/password\/reset$/, (_, body) => weakness(body.password) ?? this.spend(body.token, 'reset', (user) => (void (user.password = body.password), (this.loggedIn = false)))],
    ['PUT', /^\/auth\/password$/, (_, body) => this.changePassword(body)],
    ['GET', /^\/auth\/sessions$/, () => json(200, { items: this.sessions })],
    ['DELETE', /^\/auth\/sessions$/, () => ((this.sessions = this.sessions.filter((it) => it.current)), empty(204))],
    ['DELETE', /^\/auth\/sessions\/([^/]+)$/, ([, id]) => this.endSession(id!)],
    ['GET', /^\/auth\/two-factor$/, () => json(200, { enabled: this.user.twoFactor?.on ?? false, recoveryCodesLeft: this.user.twoFactor?.recoveryCodes.length ?? 0 })],
    ['POST', /^\/auth\/two-factor$/, (_, body) => this.proven(body.password, false, () => ((this.user.twoFactor = { on: false, recoveryCodes: [] }), json(201, { secret: SECRET, uri: `otpauth://totp/MiniRedis:${this.user.email}?secret=${SECRET}&issuer=MiniRedis` })))],
    ['POST', /^\/auth\/two-factor\/confirm$/, (_, body) => this.confirmTwoFactor(body.code)],
    ['POST', /^\/auth\/two-factor\/recovery-codes$/, (_, body) => this.proven(body.password, true, () => this.giveRecoveryCodes())],
    ['POST', /^\/auth\/two-factor\/disable$/, (_, body) => this.proven(body.password, true, () => ((this.user.twoFactor = null), empty(204)))],
    ['GET', /^\/auth\/passkeys$/, () => json(200, { items: this.passkeys })],
    ['POST', /^\/auth\/passkeys\/options$/, (_, body) => (body.password === this.user.password ? json(200, { ceremony: 'to add', publicKey: { rp: { id: 'localhost', name: 'MiniRedis' }, challenge: 'AAAA' } }) : problem(403, 'PASSWORD_WRONG', 'Wrong password.'))],
    ['POST', /^\/auth\/passkeys$/, (_, body) => this.addPasskey(body)],
    ['DELETE', /^\/auth\/passkeys\/([^/]+)$/, ([, id]) => ((this.passkeys = this.passkeys.filter((it) => it.id !== id)), empty(204))],
    ['POST', /^\/auth\/login\/passkey\/options$/, () => json(200, { ceremony: 'to log in', publicKey: { rpId: 'localhost', challenge: 'AAAA' } })],
    ['POST', /^\/auth\/login\/passkey$/, (_, body) => this.logInWithPasskey(body)],
    ['GET', /^\/auth\/providers$/, () => json(200, { items: this.options.providers ? [{ id: 'house', name: 'House of Acme', url: '/api/v1/auth/providers/house/login' }] : [] })],
  ]

  me(): Me {
    return {
      user: userView(this.user),
      organization: { id: this.organization.id, name: this.organization.name },
      role: this.role,
      organizations: this.organizations.of(this.user.id),
      operator: this.options.operator ?? false,
      key: null,
    }
  }

  private signUp(body: { email: string; password: string; organization?: string }): Response {
    const weak = weakness(body.password)
    if (weak) return weak
    if (this.verification === 'required') return empty(202)
    if (this.users.some((it) => it.email === body.email)) return problem(409, 'EMAIL_TAKEN', 'This e-mail address has an account.')
    this.user = { id: this.nextId('usr'), email: body.email, password: body.password, verified: false, twoFactor: null }
    this.users.push(this.user)
    this.organizations.found(body.organization || body.email.split('@')[0]!, this.user)
    this.organizations.act(this.user.id)
    this.loggedIn = true
    return json(201, { user: userView(this.user), organization: { id: this.organization.id, name: this.organization.name } })
  }

  private logIn(body: { email: string; password: string; code?: string }): Response {
    // any password but the one that is called wrong will do, and an address that nobody has is Ada's
    if (body.password === 'wrong password') return problem(401, 'WRONG_CREDENTIALS', 'Wrong e-mail address or password.')
    const user = this.users.find((it) => it.email === body.email) ?? this.users[0]!
    if (user.twoFactor?.on) {
      if (!body.code) return problem(401, 'CODE_NEEDED', 'A code is needed.')
      if (body.code !== APP_CODE && !user.twoFactor.recoveryCodes.includes(body.code)) return problem(401, 'CODE_WRONG', 'The code is wrong.')
      user.twoFactor.recoveryCodes = user.twoFactor.recoveryCodes.filter((it) => it !== body.code)
    }
    if (this.verification === 'required' && !user.verified) return problem(403, 'EMAIL_NOT_VERIFIED', 'Verify your address first.')
    this.user = user
    this.organizations.act(user.id)
    this.loggedIn = true
    return json(200, { user: userView(user), organization: this.me().organization })
  }

  private addPasskey(body: { name: string; ceremony: string; credential: { id: string } }): Response {
    if (body.ceremony !== 'to add') return problem(422, 'PASSKEY_UNFIT', 'Begin again.')
    const passkey = { id: this.nextId('pky'), name: body.name, createdAt: new Date(this.now()).toISOString(), lastUsedAt: null, synced: false }
    this.passkeys.push(passkey)
    return json(201, passkey)
  }

  private logInWithPasskey(body: { ceremony: string }): Response {
    if (body.ceremony !== 'to log in') return problem(422, 'PASSKEY_UNFIT', 'Begin again.')
    if (this.passkeys.length === 0) return problem(401, 'PASSKEY_REFUSED', 'This passkey does not let in here.')
    this.passkeys[0]!.lastUsedAt = new Date(this.now()).toISOString()
    this.loggedIn = true
    return json(200, { user: userView(this.user), organization: this.me().organization })
  }

  private spend(token: string, kind: 'verify' | 'reset', use: (user: FakeUser) => void): Response {
    const mail = this.mailed.get(token)
    if (mail?.kind !== kind) return problem(422, 'LINK_INVALID', 'This link is not valid.')
    this.mailed.delete(token)
    use(this.users.find((it) => it.id === mail.userId)!)
    return empty(204)
  }

  private changePassword(body: { current: string; password: string }): Response {
    if (body.current !== this.user.password) return problem(403, 'PASSWORD_WRONG', 'Wrong password.')
    const weak = weakness(body.password)
    if (weak) return weak
    this.user.password = body.password
    this.sessions = this.sessions.filter((it) => it.current)
    return empty(204)
  }

  private proven(password: string, mustBeOn: boolean, then: () => Response): Response {
    if (password !== this.user.password) return problem(403, 'PASSWORD_WRONG', 'Wrong password.')
    const on = this.user.twoFactor?.on ?? false
    return on === mustBeOn ? then() : problem(409, on ? 'TWO_FACTOR_ON' : 'TWO_FACTOR_OFF')
  }

  private confirmTwoFactor(code: string): Response {
    if (!this.user.twoFactor || this.user.twoFactor.on) return problem(409, this.user.twoFactor ? 'TWO_FACTOR_ON' : 'TWO_FACTOR_OFF')
    if (code !== APP_CODE) return problem(422, 'CODE_WRONG', 'The code is wrong.')
    this.user.twoFactor.on = true
    return this.giveRecoveryCodes()
  }

  private giveRecoveryCodes(): Response {
    this.user.twoFactor!.recoveryCodes = recoveryCodes()
    return json(200, { recoveryCodes: this.user.twoFactor!.recoveryCodes })
  }

  private endSession(id: string): Response {
    const session = this.sessions.find((it) => it.id === id)
    if (!session) return problem(404, 'SESSION_NOT_FOUND', 'There is no such session.')
    this.sessions = this.sessions.filter((it) => it !== session)
    if (session.current) this.loggedIn = false
    return empty(204)
  }

  private session(id: string, device: string | null, address: string | null, age: number, idle: number, current: boolean): Session {
    const at = (ago: number) => new Date(this.now() - ago).toISOString()
    return { id, device, address, createdAt: at(age), lastUsedAt: at(idle), expiresAt: at(idle - 14 * DAY), current }
  }
}

function userView(user: FakeUser): User {
  return { id: user.id, email: user.email, emailVerified: user.verified, twoFactor: user.twoFactor?.on ?? false }
}

function weakness(password: string): Response | null {
  if (password.length < 10) return invalid('password', 'must have 10 to 200 characters')
  if (/^password/i.test(password)) return invalid('password', 'this is similar to a commonly used password')
  return null
}

function recoveryCodes(): string[] {
  return Array.from({ length: 10 }, (_, i) => `k7mq-${i}x4t-9r${i}w`)
}
