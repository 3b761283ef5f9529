import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../../testing/renderApp'
import { nameProblem } from './choices'

describe('creating a database', () => {
  it('needs a name only, and shows the URL', async () => {
    const { user, fake } = renderApp('/databases/new')
    expect(await screen.findByLabelText('Name')).toHaveFocus()
    await user.keyboard('carts{Enter}')
    expect(await screen.findByRole('heading', { name: 'carts' })).toBeVisible()
    const url = await screen.findByTestId('redis-url')
    expect(url).toHaveTextContent(/^redis:\/\/default:•+@localhost:\d+$/)
    await user.click(screen.getByRole('button', { name: 'Show the password' }))
    expect(url).toHaveTextContent(/^redis:\/\/default:p7Yw3dQk9ZtR2xVb@localhost:\d+$/)
    expect(fake.calls.filter((it) => it.endsWith('/credentials'))).toEqual([])
  })

  it('copies the real URL while it is hidden', async () => {
    const { user } = renderApp('/databases/db_orders')
    await user.click(await screen.findByRole('button', { name: 'Copy the URL' }))
    expect(await navigator.clipboard.readText()).toBe('redis://default:p7Yw3dQk9ZtR2xVb@localhost:20000')
    expect(screen.getByTestId('redis-url')).not.toHaveTextContent('p7Yw3dQk9ZtR2xVb')
  })

  it('follows the steps when it takes longer', async () => {
    const { user } = renderApp('/databases/new', { readyAfter: 600 })
    await user.type(await screen.findByLabelText('Name'), 'carts{Enter}')
    expect(await screen.findByTestId('operation-progress')).toHaveTextContent('Creating the database')
    expect(await screen.findByTestId('redis-url', {}, { timeout: 5_000 })).toBeVisible()
    await waitFor(() => expect(screen.queryByTestId('operation-progress')).toBeNull(), { timeout: 3_000 })
  })

  it('tells at the field that the name is taken', async () => {
    const { user } = renderApp('/databases/new')
    await user.type(await screen.findByLabelText('Name'), 'orders{Enter}')
    await waitFor(() => expect(screen.getByLabelText('Name')).toHaveAccessibleDescription(/already has a database/))
  })

  it('opens the settings when the plan is the trouble', async () => {
    const { user, fake } = renderApp('/databases/new')
    await screen.findByLabelText('Name')
    fake.fail('/databases', 403, 'QUOTA_REACHED')
    await user.type(screen.getByLabelText('Name'), 'carts{Enter}')
    expect(await screen.findByText(/as many databases of this plan/)).toBeVisible()
    expect(screen.getByRole('button', { name: /Settings/ })).toHaveAttribute('aria-expanded', 'true')
  })

  it('makes it speak TLS on request', async () => {
    const { user } = renderApp('/databases/new')
    await user.type(await screen.findByLabelText('Name'), 'carts')
    await user.click(screen.getByRole('button', { name: /Settings/ }))
    const tls = await screen.findByRole('switch', { name: 'TLS' })
    expect(tls).toHaveAccessibleDescription(/the URL begins with rediss:/)
    await user.click(tls)
    await user.click(screen.getByRole('button', { name: 'Create database' }))
    expect(await screen.findByTestId('redis-url')).toHaveTextContent(/^rediss:/)
  })

  it('tells at the switch that there is no TLS here', async () => {
    const { user } = renderApp('/databases/new', { tls: false })
    await user.type(await screen.findByLabelText('Name'), 'carts')
    await user.click(screen.getByRole('button', { name: /Settings/ }))
    await user.click(await screen.findByRole('switch', { name: 'TLS' }))
    await user.click(screen.getByRole('button', { name: 'Create database' }))
    expect(await screen.findByText(/Is not offered: no host here/)).toBeVisible()
    expect(screen.getByRole('switch', { name: 'TLS' })).toHaveFocus()
  })

  it('does not show the form to a viewer', async () => {
    renderApp('/databases/new', { role: 'viewer' })
    expect(await screen.findByText('You cannot create databases')).toBeVisible()
  })
})

it.each([
  ['orders', null],
  ['a', null],
  ['', 'Give it a name.'],
  ['Orders', 'Begin with a lower-case letter.'],
  ['1st', 'Begin with a lower-case letter.'],
  ['my_db', 'Use only lower-case letters, digits and hyphens.'],
  ['orders-', 'End with a letter or a digit.'],
  ['a'.repeat(41), 'Use at most 40 characters.'],
])('judges the name “%s”', (name, problem) => {
  expect(nameProblem(name)).toBe(problem)
})
