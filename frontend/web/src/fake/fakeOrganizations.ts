import type { Invitation, Me, Member, Membership, Role } from '../api/types'
import type { FakeAccounts, FakeUser } from './fakeAccounts'
import { empty, invalid, json, problem, type Route } from './fakeHttp'

export interface FakeOrganization {
  id: string
  name: string
  members: Member[]
  invitations: Invitation[]
}

const RANKS: Role[] = ['viewer', 'developer', 'admin', 'owner']
const DAY = 86_400_000

/** Organizations with their members and invitations. */
export class FakeOrganizations {
  all: FakeOrganization[]
  private actingId = 'org_1'
  /** tokens of invitations that were mailed */
  private readonly mailed = new Map<string, { organizationId: string; invitation: Invitation }>()

  constructor(
    role: Role,
    private readonly now: () => number,
    private readonly nextId: (prefix: string) => string,
    private readonly accounts: () => FakeAccounts,
    private readonly hasDatabases: (organizationId: string) => boolean,
  ) {
    const member = (userId: string, email: string, is: Role, daysAgo: number): Member => ({ userId, email, role: is, joinedAt: this.at(-daysAgo * DAY) })
    const ada = (is: Role) => member('usr_1', 'ada@example.com', is, 90)
    this.all = [
      { id: 'org_1', name: 'Acme', members: [ada(role), ...(role === 'owner' ? [] : [member('usr_5', 'owen@example.com', 'owner', 91)]), member('usr_2', 'grace@example.com', 'admin', 40), member('usr_3', 'linus@example.com', 'developer', 12), member('usr_4', 'a.very.long.address.of.somebody@subdomain.example.com', 'viewer', 2)], invitations: [] },
      { id: 'org_2', name: 'Analytical Engines', members: [member('usr_6', 'charles@example.com', 'owner', 400), ada('developer')], invitations: [] },
    ]
    this.all[0]!.invitations = [this.invitation('hopper@example.com', 'developer')]
    const offer = { id: 'org_3', name: 'Moonbase', members: [member('usr_7', 'margaret@example.com', 'owner', 30)], invitations: [this.invitation('ada@example.com', 'admin')] }
    this.all.push(offer)
    this.mailed.set('invite-me', { organizationId: offer.id, invitation: offer.invitations[0]! })
  }

  get acting(): FakeOrganization {
    return this.all.find((it) => it.id === this.actingId)!
  }

  of(userId: string): Membership[] {
    return this.all.flatMap(({ id, name, members }) => members.filter((it) => it.userId === userId).map(({ role }) => ({ id, name, role })))
  }

  found(name: string, owner: FakeUser): FakeOrganization {
    const organization = { id: this.nextId('org'), name, members: [{ userId: owner.id, email: owner.email, role: 'owner' as Role, joinedAt: this.at(0) }], invitations: [] }
    this.all.push(organization)
    return organization
  }

  /** Lets a user act in the wanted organization, or in any of theirs. */
  act(userId: string, wanted = this.actingId): boolean {
    const theirs = this.of(userId)
    const chosen = theirs.find((it) => it.id === wanted) ?? theirs.at(-1)
    if (chosen) this.actingId = chosen.id
    return chosen !== undefined
  }

  readonly routes: Route[] = [
    ['PUT', /^\/auth\/organization$/, (_, body) => this.asMember(body.organizationId, 'viewer', (it) => (this.act(this.me.user!.id, it.id), json(200, this.me)))],
    ['GET', /^\/organizations$/, () => json(200, { items: this.me.organizations })],
    ['POST', /^\/organizations$/, (_, body) => json(201, this.membership(this.found(body.name, this.accounts().user)))],
    ['PATCH', /^\/organizations\/([^/]+)$/, ([, id], body) => this.asMember(id, 'admin', (it) => ((it.name = body.name), json(200, this.membership(it))))],
    ['DELETE', /^\/organizations\/([^/]+)$/, ([, id], _body, url) => this.asMember(id, 'owner', (it) => this.remove(it, url.searchParams.get('confirm')))],
    ['GET', /^\/organizations\/([^/]+)\/members$/, ([, id]) => this.asMember(id, 'viewer', (it) => json(200, { items: it.members }))],
    ['PATCH', /^\/organizations\/([^/]+)\/members\/([^/]+)$/, ([, id, userId], body) => this.asMember(id, 'admin', (it) => this.changeRole(it, userId!, body.role))],
    ['DELETE', /^\/organizations\/([^/]+)\/members\/([^/]+)$/, ([, id, userId]) => this.asMember(id, userId === this.me.user!.id ? 'viewer' : 'admin', (it) => this.removeMember(it, userId!))],
    ['POST', /^\/organizations\/([^/]+)\/transfer$/, ([, id], body) => this.asMember(id, 'owner', (it) => this.transfer(it, body.userId))],
    ['GET', /^\/organizations\/([^/]+)\/invitations$/, ([, id]) => this.asMember(id, 'admin', (it) => json(200, { items: it.invitations }))],
    ['POST', /^\/organizations\/([^/]+)\/invitations$/, ([, id], body) => this.asMember(id, 'admin', (it) => this.invite(it, body))],
    ['DELETE', /^\/organizations\/([^/]+)\/invitations\/([^/]+)$/, ([, id, invitationId]) => this.asMember(id, 'admin', (it) => this.withdraw(it, invitationId!))],
    ['POST', /^\/invitations\/look$/, (_, body) => this.look(body.token)],
    ['POST', /^\/invitations\/accept$/, (_, body) => this.accept(body.token)],
  ]

  private get me(): Me {
    return this.accounts().me()
  }

  private asMember(id: string | undefined, needed: Role, use: (organization: FakeOrganization) => Response): Response {
    const organization = this.all.find((it) => it.id === id)
    const me = organization?.members.find((it) => it.userId === this.accounts().user.id)
    if (!organization || !me) return problem(404, 'ORGANIZATION_NOT_FOUND', 'There is no such organization.')
    return RANKS.indexOf(me.role) < RANKS.indexOf(needed) ? problem(403, 'ROLE_TOO_LOW', `This needs the role ${needed}.`) : use(organization)
  }

  private membership({ id, name }: FakeOrganization): Membership {
    return { id, name, role: this.of(this.accounts().user.id).find((it) => it.id === id)!.role }
  }

  private remove(organization: FakeOrganization, confirm: string | null): Response {
    if (confirm !== organization.name) return invalid('confirm', 'is not the name of the organization')
    if (this.hasDatabases(organization.id)) return problem(409, 'ORGANIZATION_NOT_EMPTY', 'It has databases.')
    this.all = this.all.filter((it) => it !== organization)
    return this.goOn()
  }

  private removeMember(organization: FakeOrganization, userId: string): Response {
    const member = organization.members.find((it) => it.userId === userId)
    if (!member) return problem(404, 'MEMBER_NOT_FOUND', 'There is no such member.')
    if (this.isLastOwner(organization, member)) return problem(409, 'LAST_OWNER', 'It needs an owner.')
    organization.members = organization.members.filter((it) => it !== member)
    return this.goOn()
  }

  /** A session whose organization is gone acts in another; in none it is dead. */
  private goOn(): Response {
    this.accounts().loggedIn = this.act(this.accounts().user.id)
    return empty(204)
  }

  private changeRole(organization: FakeOrganization, userId: string, role: Role): Response {
    const member = organization.members.find((it) => it.userId === userId)
    if (!member) return problem(404, 'MEMBER_NOT_FOUND', 'There is no such member.')
    if ([role, member.role].includes('owner') && this.membership(organization).role !== 'owner') return problem(403, 'ROLE_TOO_LOW', 'This needs an owner.')
    if (role !== 'owner' && this.isLastOwner(organization, member)) return problem(409, 'LAST_OWNER', 'It needs an owner.')
    member.role = role
    return json(200, member)
  }

  private isLastOwner(organization: FakeOrganization, member: Member): boolean {
    return member.role === 'owner' && organization.members.filter((it) => it.role === 'owner').length === 1
  }

  private transfer(organization: FakeOrganization, userId: string): Response {
    const heir = organization.members.find((it) => it.userId === userId)
    if (!heir) return problem(404, 'MEMBER_NOT_FOUND', 'There is no such member.')
    heir.role = 'owner'
    organization.members.find((it) => it.userId === this.accounts().user.id)!.role = 'admin'
    return json(200, this.membership(organization))
  }

  invite(organization: FakeOrganization, { email, role }: { email: string; role: Role }): Response {
    if (organization.members.some((it) => it.email === email)) return problem(409, 'ALREADY_MEMBER', 'This person is a member.')
    const invitation = this.invitation(email, role)
    organization.invitations = [invitation, ...organization.invitations.filter((it) => it.email !== email)]
    this.mailed.set(`invite-${email}`, { organizationId: organization.id, invitation })
    return json(201, invitation)
  }

  private withdraw(organization: FakeOrganization, id: string): Response {
    if (!organization.invitations.some((it) => it.id === id)) return problem(404, 'INVITATION_NOT_FOUND', 'There is no such invitation.')
    organization.invitations = organization.invitations.filter((it) => it.id !== id)
    return empty(204)
  }

  private look(token: string): Response {
    const mail = this.mailed.get(token)
    const organization = this.all.find((it) => it.id === mail?.organizationId)
    if (!mail || !organization?.invitations.includes(mail.invitation)) return problem(422, 'LINK_INVALID', 'This link is not valid.')
    const { email, role, expiresAt } = mail.invitation
    return json(200, { organizationName: organization.name, email, role, expiresAt })
  }

  private accept(token: string): Response {
    const looked = this.look(token)
    if (!looked.ok) return looked
    const { organizationId, invitation } = this.mailed.get(token)!
    const organization = this.all.find((it) => it.id === organizationId)!
    const { user } = this.accounts()
    if (user.email !== invitation.email) return problem(403, 'INVITATION_FOR_ANOTHER', 'It was sent to another address.')
    organization.invitations = organization.invitations.filter((it) => it !== invitation)
    organization.members.push({ userId: user.id, email: user.email, role: invitation.role, joinedAt: this.at(0) })
    this.act(user.id, organizationId)
    return json(200, this.me)
  }

  private invitation(email: string, role: Role): Invitation {
    return { id: this.nextId('inv'), email, role, createdAt: this.at(0), expiresAt: this.at(7 * DAY) }
  }

  private at(offset: number): string {
    return new Date(this.now() + offset).toISOString()
  }
}
