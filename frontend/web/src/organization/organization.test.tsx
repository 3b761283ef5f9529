import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../testing/renderApp'

type User = ReturnType<typeof renderApp>['user']

async function chooseFor(user: User, email: string, item: RegExp) {
  await user.click(await screen.findByRole('button', { name: `Change ${email}` }))
  await user.click(await screen.findByRole('menuitem', { name: item }))
  return within(await screen.findByRole('dialog'))
}

async function openMenu(user: User) {
  await user.click(await screen.findByRole('button', { name: 'Account' }))
  return within(await screen.findByRole('menu'))
}

describe('switching', () => {
  it('shows the other organization, and nothing of the one before', async () => {
    const { user, fake, client } = renderApp('/databases')
    await screen.findByTestId('database-row-orders')
    const menu = await openMenu(user)
    expect(menu.getByRole('menuitemradio', { name: /Acme/ })).toHaveAttribute('aria-checked', 'true')
    await user.click(menu.getByRole('menuitemradio', { name: /Analytical Engines/ }))
    expect(await screen.findByRole('heading', { name: 'Create your first database' })).toBeVisible()
    expect(screen.getByTestId('organization')).toHaveTextContent('Analytical Engines')
    expect(screen.queryByTestId('database-row-orders')).toBeNull()
    expect(client.getQueryData(['databases'])).toEqual([])
    expect(fake.calls).not.toContain('POST /auth/login')
  })

  it('is noticed when another tab did it', async () => {
    const { fake, client } = renderApp('/databases')
    await screen.findByTestId('database-row-orders')
    fake.organizations.act('usr_1', 'org_2')
    await client.refetchQueries({ queryKey: ['me'] })
    expect(await screen.findByRole('heading', { name: 'Create your first database' })).toBeVisible()
  })

  it('goes on in a new organization', async () => {
    const { user } = renderApp('/databases')
    await user.click((await openMenu(user)).getByRole('menuitem', { name: 'New organization' }))
    await user.type(within(await screen.findByRole('dialog')).getByLabelText('Name'), 'Moon Lander{Enter}')
    expect(await screen.findByRole('heading', { name: 'Create your first database' })).toBeVisible()
    expect(screen.getByTestId('organization')).toHaveTextContent('Moon Lander')
  })
})

describe('members', () => {
  it('are listed for everybody, with nothing to do for most', async () => {
    renderApp('/organization', { role: 'developer' })
    expect(await screen.findByTestId('member-grace@example.com')).toHaveTextContent('admin')
    expect(screen.getByTestId('member-ada@example.com')).toHaveTextContent('you')
    expect(screen.queryByRole('button', { name: /^Change / })).toBeNull()
    expect(screen.queryByRole('link', { name: 'Invite somebody' })).toBeNull()
    expect(screen.queryByRole('link', { name: 'Audit' })).toBeNull()
  })

  it('get another role', async () => {
    const { user } = renderApp('/organization')
    const dialog = await chooseFor(user, 'linus@example.com', /Change role/)
    expect(dialog.getByRole('button', { name: 'Change role' })).toBeDisabled()
    await user.selectOptions(dialog.getByLabelText('Role'), 'admin')
    await user.click(dialog.getByRole('button', { name: 'Change role' }))
    await waitFor(() => expect(screen.getByTestId('member-linus@example.com')).toHaveTextContent('admin'))
  })

  it('who are owners are left to owners', async () => {
    const { user } = renderApp('/organization', { role: 'admin' })
    await screen.findByTestId('member-owen@example.com')
    expect(screen.queryByRole('button', { name: 'Change owen@example.com' })).toBeNull()
    const dialog = await chooseFor(user, 'linus@example.com', /Change role/)
    expect(dialog.queryByRole('option', { name: /^owner/ })).toBeNull()
  })

  it('are removed after a question', async () => {
    const { user } = renderApp('/organization')
    const dialog = await chooseFor(user, 'linus@example.com', /Remove/)
    await user.click(dialog.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(screen.queryByTestId('member-linus@example.com')).toBeNull())
  })

  it('take over from an owner, who is an admin then', async () => {
    const { user } = renderApp('/organization')
    const dialog = await chooseFor(user, 'grace@example.com', /in my place/)
    await user.click(dialog.getByRole('button', { name: 'Hand over' }))
    await waitFor(() => expect(screen.getByTestId('member-grace@example.com')).toHaveTextContent('owner'))
    expect(await screen.findByText('Your role: admin')).toBeVisible()
  })

  it('leave, and go on in another organization', async () => {
    const { user } = renderApp('/organization', { role: 'developer' })
    await user.click(await screen.findByRole('button', { name: 'Leave Acme' }))
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Leave' }))
    expect(await screen.findByRole('heading', { name: 'Create your first database' })).toBeVisible()
    expect(screen.getByTestId('organization')).toHaveTextContent('Analytical Engines')
  })

  it('cannot leave as the only owner, and are told so', async () => {
    renderApp('/organization')
    expect(await screen.findByText(/You are the only owner/)).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Leave/ })).toBeNull()
  })
})

describe('invitations', () => {
  it('are sent and withdrawn', async () => {
    const { user } = renderApp('/organization/invitations', { role: 'admin' })
    await user.type(await screen.findByLabelText('E-mail'), 'grace@example.com{Enter}')
    await waitFor(() => expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription(/member already/))
    await user.clear(screen.getByLabelText('E-mail'))
    await user.type(screen.getByLabelText('E-mail'), 'barbara@example.com{Enter}')
    expect(await screen.findByTestId('invitation-barbara@example.com')).toHaveTextContent('developer')
    await user.click(screen.getByRole('button', { name: 'Withdraw the invitation of barbara@example.com' }))
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Withdraw' }))
    await waitFor(() => expect(screen.queryByTestId('invitation-barbara@example.com')).toBeNull())
  })

  it('are no matter of developers', async () => {
    const { fake } = renderApp('/organization/invitations', { role: 'developer' })
    expect(await screen.findByText('You cannot invite')).toBeVisible()
    expect(fake.calls.some((it) => it.endsWith('/invitations'))).toBe(false)
  })
})

describe('an invitation', () => {
  it('lets somebody join who is logged in', async () => {
    const { user } = renderApp('/invitation#invite-me')
    expect(await screen.findByRole('heading', { name: 'Join Moonbase' })).toBeVisible()
    expect(screen.getByText(/You are invited as/)).toHaveTextContent('admin')
    await user.click(screen.getByRole('button', { name: 'Join Moonbase' }))
    expect(await screen.findByRole('heading', { name: 'Create your first database' })).toBeVisible()
    expect(screen.getByTestId('organization')).toHaveTextContent('Moonbase')
  })

  it('comes back after logging in', async () => {
    const { user } = renderApp('/invitation#invite-me', { loggedIn: false })
    await user.click(await screen.findByRole('link', { name: 'I have an account' }))
    expect(await screen.findByText('Log in to join the organization.')).toBeVisible()
    expect(screen.getByLabelText('E-mail')).toHaveValue('ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'long enough{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Join Moonbase' }))
    await waitFor(() => expect(screen.getByTestId('organization')).toHaveTextContent('Moonbase'))
  })

  it('comes back after signing up', async () => {
    const { user, fake } = renderApp('/invitation#invite-barbara@example.com', { loggedIn: false }, (it) => it.organizations.invite(it.organizations.acting, { email: 'barbara@example.com', role: 'viewer' }))
    await user.click(await screen.findByRole('link', { name: 'Create an account' }))
    expect(await screen.findByLabelText('E-mail')).toHaveAttribute('readonly')
    await user.type(screen.getByLabelText('Password'), 'long enough{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Join Acme' }))
    expect(await screen.findByTestId('database-row-orders')).toBeVisible()
    expect(fake.role).toBe('viewer')
  })

  it('is for the one whom it was sent to', async () => {
    renderApp('/invitation#invite-barbara@example.com', {}, (it) => it.organizations.invite(it.organizations.acting, { email: 'barbara@example.com', role: 'viewer' }))
    expect(await screen.findByText(/It is for barbara@example.com only/)).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Join/ })).toBeNull()
    expect(screen.getByRole('button', { name: 'Log out' })).toBeVisible()
  })

  it('says when it is not valid any more', async () => {
    renderApp('/invitation#withdrawn')
    expect(await screen.findByRole('alert')).toHaveTextContent('not valid any more')
  })
})

describe('settings', () => {
  it('rename it', async () => {
    const { user } = renderApp('/organization/settings')
    const name = await screen.findByRole('textbox', { name: 'Name' })
    await user.clear(name)
    await user.type(name, 'Acme & Daughters{Enter}')
    expect(await screen.findByRole('heading', { name: 'Acme & Daughters' })).toBeVisible()
    expect(screen.getByTestId('organization')).toHaveTextContent('Acme & Daughters')
  })

  it('delete it once it is empty, after its name was typed', async () => {
    const { user, fake } = renderApp('/organization/settings')
    await user.click(await screen.findByRole('button', { name: 'Delete…' }))
    const dialog = within(await screen.findByRole('dialog'))
    await user.type(dialog.getByLabelText('Type Acme to confirm'), 'Acme{Enter}')
    expect(await dialog.findByRole('alert')).toHaveTextContent('still has databases')
    expect(dialog.getByRole('link', { name: 'Go to its databases' })).toHaveAttribute('href', '/databases')
    fake.databases = []
    await user.click(dialog.getByRole('button', { name: 'Delete organization' }))
    await waitFor(() => expect(screen.getByTestId('organization')).toHaveTextContent('Analytical Engines'))
    expect(await screen.findByRole('heading', { name: 'Create your first database' })).toBeVisible()
  })

  it('offer admins a new name only, and viewers nothing', async () => {
    renderApp('/organization/settings', { role: 'viewer' })
    expect(await screen.findByRole('textbox', { name: 'Name' })).toBeDisabled()
    expect(screen.queryByRole('button', { name: 'Rename' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Delete…' })).toBeNull()
  })
})
