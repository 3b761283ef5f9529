import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { browserWithPasskeys } from '../testing/browserWithPasskeys'
import { renderApp } from '../testing/renderApp'

describe('sign up', () => {
  it('puts the API’s error at its field', async () => {
    const { user } = renderApp('/signup', { loggedIn: false })
    await user.type(await screen.findByLabelText('E-mail'), 'taken@example.com')
    await user.type(screen.getByLabelText('Password'), 'long enough')
    await user.click(screen.getByRole('button', { name: 'Sign up' }))
    await waitFor(() => expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription(/already is an account/))
    expect(screen.getByLabelText('E-mail')).toHaveFocus()
  })

  it('checks before it asks the API', async () => {
    const { user, fake } = renderApp('/signup', { loggedIn: false })
    await user.type(await screen.findByLabelText('E-mail'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'short')
    await user.click(screen.getByRole('button', { name: 'Sign up' }))
    expect(await screen.findByText('Use at least 10 characters.')).toBeVisible()
    expect(fake.calls).not.toContain('POST /auth/signup')
  })

  it('leads to the databases', async () => {
    const { user } = renderApp('/signup', { loggedIn: false, databases: 'none' })
    await user.type(await screen.findByLabelText('E-mail'), 'new@example.com')
    await user.type(screen.getByLabelText('Password'), 'long enough')
    await user.click(screen.getByRole('button', { name: 'Sign up' }))
    expect(await screen.findByRole('heading', { name: 'Create your first database' })).toBeVisible()
  })
})

describe('log in', () => {
  it('leads back to where one was', async () => {
    const { user } = renderApp('/databases/db_orders/settings', { loggedIn: false })
    expect(await screen.findByText('Log in to see this page.')).toBeVisible()
    await user.type(await screen.findByLabelText('E-mail'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'long enough')
    await user.click(screen.getByRole('button', { name: 'Log in' }))
    expect(await screen.findByRole('heading', { name: 'orders' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Settings' })).toHaveAttribute('aria-current', 'page')
  })

  it('does not tell which half was wrong', async () => {
    const { user } = renderApp('/login', { loggedIn: false })
    await user.type(await screen.findByLabelText('E-mail'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'wrong password')
    await user.click(screen.getByRole('button', { name: 'Log in' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('do not belong together')
    expect(screen.getByLabelText('Password')).toHaveValue('')
  })
})

describe('a second factor', () => {
  const begin = async (options = {}) => {
    const app = renderApp('/login', { loggedIn: false, twoFactor: true, ...options })
    await app.user.type(await screen.findByLabelText('E-mail'), 'ada@example.com')
    await app.user.type(screen.getByLabelText('Password'), 'long enough{Enter}')
    await screen.findByRole('heading', { name: 'One more step' })
    return app
  }

  it('is asked for after the password, and no error is shown before one was made', async () => {
    const { user, fake } = await begin()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.getByLabelText('Code')).toHaveFocus()
    await user.keyboard('000000{Enter}')
    await waitFor(() => expect(screen.getByLabelText('Code')).toHaveAccessibleDescription(/not right/))
    expect(fake.loggedIn).toBe(false)
    await user.clear(screen.getByLabelText('Code'))
    await user.type(screen.getByLabelText('Code'), '123456{Enter}')
    expect(await screen.findByRole('heading', { name: 'Databases' })).toBeVisible()
  })

  it('takes a recovery code, once', async () => {
    const { user, fake } = await begin()
    const [code] = fake.accounts.user.twoFactor!.recoveryCodes
    await user.click(screen.getByRole('button', { name: 'Use a recovery code instead' }))
    await user.type(screen.getByLabelText('Recovery code'), `${code}{Enter}`)
    expect(await screen.findByRole('heading', { name: 'Databases' })).toBeVisible()
    expect(fake.accounts.user.twoFactor!.recoveryCodes).toHaveLength(9)
  })

  it('lets one go back to the password', async () => {
    const { user } = await begin()
    await user.click(screen.getByRole('button', { name: 'Back to e-mail and password' }))
    expect(await screen.findByLabelText('Password')).toHaveValue('')
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

it('counts down after too many attempts', async () => {
  const { user, fake } = renderApp('/login', { loggedIn: false }, (it) => it.fail('/auth/login', 429, 'TOO_MANY_ATTEMPTS', '', undefined, 2))
  await user.type(await screen.findByLabelText('E-mail'), 'ada@example.com')
  await user.type(screen.getByLabelText('Password'), 'long enough{Enter}')
  expect(await screen.findByRole('alert')).toHaveTextContent('Too many attempts, so we wait a little before the next. Try again in 2 s.')
  const button = screen.getByRole('button', { name: /^Wait \d s$/ })
  expect(button).toBeDisabled()
  fake.failures.clear()
  expect(await screen.findByRole('button', { name: 'Log in' })).toBeEnabled()
})

describe('log in with a passkey', () => {
  it('leads to the databases', async () => {
    browserWithPasskeys()
    const { user } = renderApp('/login', { loggedIn: false, passkeys: true })
    await user.click(await screen.findByRole('button', { name: 'Log in with a passkey' }))
    expect(await screen.findByRole('heading', { name: 'Databases' })).toBeVisible()
  })

  it('says when it does not let in', async () => {
    browserWithPasskeys()
    const { user } = renderApp('/login', { loggedIn: false })
    await user.click(await screen.findByRole('button', { name: 'Log in with a passkey' }))
    expect(await screen.findByText(/does not let in here/)).toBeVisible()
    expect(screen.getByLabelText('E-mail')).toBeVisible()
  })

  it('says where passkeys work when this page is elsewhere', async () => {
    browserWithPasskeys(() => Promise.reject(new DOMException('', 'SecurityError')))
    const { user } = renderApp('/login', { loggedIn: false })
    await user.click(await screen.findByRole('button', { name: 'Log in with a passkey' }))
    expect(await screen.findByText(/belong to localhost/)).toBeVisible()
  })

  it('is not offered where the browser knows none', async () => {
    renderApp('/login', { loggedIn: false })
    expect(await screen.findByRole('button', { name: 'Log in' })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Log in with a passkey' })).toBeNull()
  })
})

describe('log in over a provider', () => {
  it('is a plain link', async () => {
    renderApp('/login', { loggedIn: false, providers: true })
    expect(await screen.findByRole('link', { name: 'Continue with House of Acme' })).toHaveAttribute('href', '/api/v1/auth/providers/house/login')
  })

  it('says what went wrong, in our own words only', async () => {
    renderApp('/login?problem=PROVIDER_EMAIL_TAKEN', { loggedIn: false })
    expect(await screen.findByRole('alert')).toHaveTextContent('There already is an account')
  })

  it('repeats no text of a link', async () => {
    renderApp('/login?problem=%3Cb%3ESend%20money%3C%2Fb%3E', { loggedIn: false })
    expect(await screen.findByRole('alert')).toHaveTextContent('did not work')
    expect(screen.queryByText(/money/)).toBeNull()
  })
})

describe('where addresses must be verified first', () => {
  it('sends to the mailbox after signing up', async () => {
    const { user } = renderApp('/signup', { loggedIn: false, verification: 'required' })
    await user.type(await screen.findByLabelText('E-mail'), 'new@example.com')
    await user.type(screen.getByLabelText('Password'), 'long enough{Enter}')
    expect(await screen.findByRole('heading', { name: 'Look into your mailbox' })).toBeVisible()
    expect(screen.getByTestId('mailbox')).toHaveTextContent('new@example.com')
  })

  it('says so when logging in', async () => {
    const { user } = renderApp('/login', { loggedIn: false, verification: 'required', verified: false })
    await user.type(await screen.findByLabelText('E-mail'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'long enough{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('not verified yet')
  })
})

describe('a forgotten password', () => {
  it('is answered alike for every address', async () => {
    const { user, fake } = renderApp('/login', { loggedIn: false })
    await user.type(await screen.findByLabelText('E-mail'), 'nobody@example.com')
    await user.click(screen.getByRole('link', { name: 'Forgot your password?' }))
    expect(await screen.findByRole('heading', { name: 'Forgot your password?' })).toBeVisible()
    expect(screen.getByLabelText('E-mail')).toHaveValue('nobody@example.com')
    await user.click(screen.getByRole('button', { name: 'Send the link' }))
    expect(await screen.findByTestId('mailbox')).toHaveTextContent('If there is an account')
    expect(fake.calls).toContain('POST /auth/password/forgot')
  })

  it('is replaced by the link of the mail', async () => {
    const { user, fake } = renderApp('/reset-password#reset-me', { loggedIn: false })
    const field = await screen.findByLabelText('New password')
    await user.type(field, 'password1234{Enter}')
    await waitFor(() => expect(field).toHaveAccessibleDescription(/similar to a commonly used password/))
    await user.clear(field)
    await user.type(field, 'four words in a row{Enter}')
    expect(await screen.findByText(/Your new password is set/)).toBeVisible()
    expect(fake.accounts.user.password).toBe('four words in a row')
  })

  it('leads on from a link that is spent', async () => {
    const { user } = renderApp('/reset-password#used', { loggedIn: false })
    await user.type(await screen.findByLabelText('New password'), 'four words in a row{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('not valid any more')
    expect(screen.getByRole('link', { name: 'Ask for a new link' })).toHaveAttribute('href', '/forgot-password')
  })
})

describe('the link that verifies an address', () => {
  it('is spent once, however often the page is mounted', async () => {
    const { fake, user } = renderApp('/verify#verify-me', { verified: false }, undefined, { strict: true })
    expect(await screen.findByRole('heading', { name: 'Your address is verified' })).toBeVisible()
    expect(fake.calls.filter((it) => it === 'POST /auth/verification/confirm')).toHaveLength(1)
    await user.click(await screen.findByRole('link', { name: 'Go to your databases' }))
    expect(await screen.findByRole('heading', { name: 'Databases' })).toBeVisible()
    expect(screen.queryByTestId('unverified-banner')).toBeNull()
  })

  it('says when it was spent already', async () => {
    renderApp('/verify#verify-nobody', { loggedIn: false })
    expect(await screen.findByRole('heading', { name: 'This link does not work' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Go to log in' })).toBeVisible()
  })

  it('is not followed without a token', async () => {
    const { fake } = renderApp('/verify', { loggedIn: false })
    expect(await screen.findByRole('heading', { name: 'This link does not work' })).toBeVisible()
    expect(fake.calls).not.toContain('POST /auth/verification/confirm')
  })

  it('can be tried again when nobody answered', async () => {
    const { fake, user } = renderApp('/verify#verify-me', { verified: false }, (it) => it.fail('/auth/verification', 503, 'SERVICE_UNAVAILABLE'))
    const again = await screen.findByRole('button', { name: 'Try again' })
    fake.failures.clear()
    await user.click(again)
    expect(await screen.findByRole('heading', { name: 'Your address is verified' })).toBeVisible()
  })
})

it('reminds of an address that is not verified, and sends the mail again', async () => {
  const { user, fake } = renderApp('/databases', { verified: false })
  const banner = await screen.findByTestId('unverified-banner')
  expect(banner).toHaveTextContent('ada@example.com is not verified yet')
  await user.click(within(banner).getByRole('button', { name: 'Send again' }))
  await waitFor(() => expect(banner).toHaveTextContent('is on its way'))
  expect(fake.calls).toContain('POST /auth/verification')
})

it('sends to the log-in page from anywhere when the session ends', async () => {
  const { fake, client } = renderApp('/databases')
  await screen.findByTestId('database-row-orders')
  fake.loggedIn = false
  await client.refetchQueries({ queryKey: ['databases'] })
  expect(await screen.findByText(/Your session has ended/)).toBeVisible()
})

it('shows organization and role in the account menu', async () => {
  const { user } = renderApp('/databases', { role: 'developer' })
  await user.click(await screen.findByRole('button', { name: 'Account' }))
  const menu = await screen.findByRole('menu')
  expect(within(menu).getByRole('menuitemradio', { name: /Acme/ })).toHaveAttribute('aria-checked', 'true')
  expect(within(menu).getByText('Your role: developer')).toBeVisible()
  expect(within(menu).getByRole('radio', { name: 'Dark' })).toBeInTheDocument()
})
