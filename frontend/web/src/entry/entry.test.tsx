import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../testing/renderApp'

describe('sign up', () => {
  it('puts the API’s error at its field', async () => {
    const { user } = renderApp('/signup', { loggedIn: false })
    await user.type(screen.getByLabelText('E-mail'), 'taken@example.com')
    await user.type(screen.getByLabelText('Password'), 'long enough')
    await user.click(screen.getByRole('button', { name: 'Sign up' }))
    await waitFor(() => expect(screen.getByLabelText('E-mail')).toHaveAccessibleDescription(/already is an account/))
    expect(screen.getByLabelText('E-mail')).toHaveFocus()
  })

  it('checks before it asks the API', async () => {
    const { user, fake } = renderApp('/signup', { loggedIn: false })
    await user.type(screen.getByLabelText('E-mail'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'short')
    await user.click(screen.getByRole('button', { name: 'Sign up' }))
    expect(await screen.findByText('Use at least 10 characters.')).toBeVisible()
    expect(fake.calls).not.toContain('POST /auth/signup')
  })

  it('leads to the databases', async () => {
    const { user } = renderApp('/signup', { loggedIn: false, databases: 'none' })
    await user.type(screen.getByLabelText('E-mail'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'long enough')
    await user.click(screen.getByRole('button', { name: 'Sign up' }))
    expect(await screen.findByRole('heading', { name: 'Create your first database' })).toBeVisible()
  })
})

describe('log in', () => {
  it('leads back to where one was', async () => {
    const { user } = renderApp('/databases/db_orders/settings', { loggedIn: false })
    expect(await screen.findByText('Log in to see this page.')).toBeVisible()
    await user.type(screen.getByLabelText('E-mail'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'long enough')
    await user.click(screen.getByRole('button', { name: 'Log in' }))
    expect(await screen.findByRole('heading', { name: 'orders' })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Settings' })).toHaveAttribute('aria-current', 'page')
  })

  it('does not tell which half was wrong', async () => {
    const { user } = renderApp('/login', { loggedIn: false })
    await user.type(screen.getByLabelText('E-mail'), 'ada@example.com')
    await user.type(screen.getByLabelText('Password'), 'wrong password')
    await user.click(screen.getByRole('button', { name: 'Log in' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('do not belong together')
    expect(screen.getByLabelText('Password')).toHaveValue('')
  })
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
  expect(within(menu).getByText('Acme')).toBeVisible()
  expect(within(menu).getByText('Your role: developer')).toBeVisible()
  expect(within(menu).getByRole('radio', { name: 'Dark' })).toBeInTheDocument()
})
