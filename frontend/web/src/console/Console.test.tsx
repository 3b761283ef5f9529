import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { renderApp } from '../testing/renderApp'
import { transcript } from './transcript'

beforeEach(() => transcript.clear('db_orders'))

describe('the console', () => {
  it('runs commands and prints their replies', async () => {
    const { user } = renderApp('/databases/db_orders/console')
    await user.type(await screen.findByLabelText('Command'), 'SET name "Ada L."{Enter}')
    await user.type(screen.getByLabelText('Command'), 'GET name{Enter}')
    expect(await screen.findByText('"Ada L."')).toBeVisible()
    expect(screen.getByText('OK')).toBeVisible()
  })

  it('prints the engine’s own error', async () => {
    const { user } = renderApp('/databases/db_orders/console')
    await user.type(await screen.findByLabelText('Command'), 'CONFIG GET x{Enter}')
    expect(await screen.findByText(/^\(error\) NOPERM/)).toBeVisible()
  })

  it('does not send what it cannot split', async () => {
    const { user, fake } = renderApp('/databases/db_orders/console')
    await user.type(await screen.findByLabelText('Command'), 'SET a "open{Enter}')
    expect(await screen.findByText(/Unbalanced quotes/)).toBeVisible()
    expect(fake.calls.some((it) => it.endsWith('/commands'))).toBe(false)
  })

  it('brings back former commands', async () => {
    const { user } = renderApp('/databases/db_orders/console')
    const input = await screen.findByLabelText('Command')
    await user.type(input, 'PING{Enter}')
    await screen.findByText('PONG')
    await user.type(input, '{ArrowUp}')
    expect(input).toHaveValue('PING')
  })

  it('asks before it empties the database', async () => {
    const { user, fake } = renderApp('/databases/db_orders/console')
    await user.type(await screen.findByLabelText('Command'), 'flushall{Enter}')
    const dialog = within(await screen.findByRole('dialog'))
    await user.click(dialog.getByRole('button', { name: 'Cancel' }))
    expect(fake.calls.some((it) => it.endsWith('/commands'))).toBe(false)
    await user.type(screen.getByLabelText('Command'), 'flushall{Enter}')
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete the keys' }))
    await waitFor(() => expect(fake.calls.filter((it) => it.endsWith('/commands'))).toHaveLength(1))
  })

  it('is closed to viewers, with the reason', async () => {
    renderApp('/databases/db_orders/console', { role: 'viewer' })
    const input = await screen.findByLabelText('Command')
    expect(input).toBeDisabled()
    expect(input).toHaveAccessibleDescription(/Your role is viewer/)
  })
})
