import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../../testing/renderApp'

describe('deleting', () => {
  it('wants the name typed', async () => {
    const { user, fake } = renderApp('/databases/db_orders')
    await user.click(await screen.findByRole('button', { name: 'Delete' }))
    const dialog = within(await screen.findByRole('dialog'))
    const button = dialog.getByRole('button', { name: 'Delete database' })
    expect(button).toBeDisabled()
    await user.type(dialog.getByLabelText('Type orders to confirm'), 'order{Enter}')
    expect(button).toBeDisabled()
    expect(fake.calls).not.toContain('DELETE /databases/db_orders')
    await user.type(dialog.getByLabelText('Type orders to confirm'), 's{Enter}')
    expect(await screen.findByRole('heading', { name: 'Databases' })).toBeVisible()
    expect(fake.calls).toContain('DELETE /databases/db_orders')
    await waitFor(() => expect(within(screen.getByTestId('database-row-orders')).getByText('Deleting')).toBeVisible())
  })
})

describe('actions', () => {
  it('stay in place and say why they are not possible', async () => {
    const { user, fake } = renderApp('/databases/db_orders', { role: 'viewer' })
    const stop = await screen.findByRole('button', { name: 'Stop' })
    expect(stop).toHaveAttribute('aria-disabled', 'true')
    expect(stop).toHaveAccessibleDescription(/Your role is viewer/)
    await user.click(stop)
    expect(fake.calls.some((it) => it.endsWith('/stop'))).toBe(false)
  })

  it('show their progress at once', async () => {
    const { user } = renderApp('/databases/db_orders')
    await user.click(await screen.findByRole('button', { name: 'Restart' }))
    expect(await screen.findByTestId('operation-progress')).toHaveTextContent('Restarting')
  })

  it('tell when something else is under way', async () => {
    const { user, fake } = renderApp('/databases/db_orders')
    await screen.findByRole('button', { name: 'Restart' })
    fake.fail('/databases/db_orders/restart', 409, 'OPERATION_UNDER_WAY')
    await user.click(screen.getByRole('button', { name: 'Restart' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('Something else is being done')
  })
})

it('says why a database is unavailable', async () => {
  renderApp('/databases/db_queue')
  expect(await screen.findByRole('alert')).toHaveTextContent('No space left on device')
})

it('says what is the matter with one that runs', async () => {
  renderApp('/databases/db_search')
  expect(await screen.findByRole('alert')).toHaveTextContent('may refuse writes until it can')
  expect(screen.getByRole('alert')).toHaveTextContent('No space left on device')
  expect(screen.getByTestId('database-status')).toHaveTextContent('Running')
})

it('knows no database of others', async () => {
  renderApp('/databases/db_of_somebody_else')
  expect(await screen.findByText('There is no such database')).toBeVisible()
})

it('shows a viewer the endpoint without asking for the password', async () => {
  const { fake } = renderApp('/databases/db_orders', { role: 'viewer' })
  expect(await screen.findByText('localhost:20000')).toBeVisible()
  expect(fake.calls.some((it) => it.endsWith('/credentials'))).toBe(false)
})

it('draws the charts, and says so when there is no data yet', async () => {
  renderApp('/databases/db_orders/metrics')
  expect(await screen.findByTestId('chart-opsPerSecond')).toBeVisible()
  expect(screen.getByTestId('chart-usedMemoryBytes')).toHaveTextContent('of 256 MiB')
  expect(screen.getByRole('img', { name: /^Clients: .* now, between/ })).toBeInTheDocument()
})
