import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../../testing/renderApp'

const PATH = '/databases/db_orders/settings'
const sent = (calls: string[]) => calls.filter((it) => it.startsWith('PATCH'))

describe('changing settings', () => {
  it('reviews them as a whole, sends only what differs, and shows the outcome', async () => {
    const { user, fake } = renderApp(PATH)
    await user.selectOptions(await screen.findByLabelText('When memory is full'), 'allkeys-lru')
    await user.click(screen.getByRole('radio', { name: 'None' }))
    expect(screen.getByText('2 changes, no restart.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Review changes' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/the next crash, stop or restart empties it/)).toBeVisible()
    expect(dialog.getByText(/Keys may be dropped/)).toBeVisible()
    expect(dialog.getByText(/connections stay open/)).toBeVisible()
    expect(sent(fake.calls)).toEqual([])
    await user.click(dialog.getByRole('button', { name: 'Change' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(sent(fake.calls)).toEqual(['PATCH /databases/db_orders'])
    expect(fake.databases[0]!.spec).toMatchObject({ evictionPolicy: 'allkeys-lru', persistence: 'none', plan: 'small' })
    expect(screen.getByLabelText('When memory is full')).toHaveValue('allkeys-lru')
    expect(screen.queryByTestId('review')).toBeNull()
    expect(screen.getByRole('form', { name: 'Settings' })).toHaveFocus()
    expect(await screen.findByText('The settings are changed.')).toBeVisible()
  })

  it('warns that TLS restarts the engine, and then gives the URL its new scheme', async () => {
    const { user } = renderApp(PATH)
    await user.click(await screen.findByRole('switch', { name: 'TLS' }))
    await user.click(screen.getByRole('button', { name: 'Review changes' }))
    expect(await screen.findByText(/Every connection ends.*Its data stays/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Change and restart' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await user.click(screen.getByRole('link', { name: 'Connect' }))
    await waitFor(() => expect(screen.getByTestId('redis-url')).toHaveTextContent(/^rediss:/), { timeout: 4_000 })
  })

  it('tells at the switch that the host cannot do TLS', async () => {
    const { user } = renderApp(PATH, { tls: false })
    await user.click(await screen.findByRole('switch', { name: 'TLS' }))
    await user.click(screen.getByRole('button', { name: 'Review changes' }))
    await user.click(await screen.findByRole('button', { name: 'Change and restart' }))
    expect(await screen.findByText(/Is not offered: the engine of this database’s host/)).toBeVisible()
    await waitFor(() => expect(screen.getByRole('switch', { name: 'TLS' })).toHaveFocus())
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('keeps the dialog open for what concerns no field', async () => {
    const { user, fake } = renderApp(PATH)
    await screen.findByRole('option', { name: /^medium/ })
    await user.selectOptions(screen.getByLabelText('Plan'), 'medium')
    await user.click(screen.getByRole('button', { name: 'Review changes' }))
    fake.fail('/databases/db_orders', 409, 'OPERATION_UNDER_WAY')
    await user.click(await screen.findByRole('button', { name: 'Change' }))
    expect(within(screen.getByRole('dialog')).getByRole('alert')).toHaveTextContent('Something else is being done')
  })

  it('refuses a bad name before it is sent, and forgets it on request', async () => {
    const { user } = renderApp(PATH)
    const name = await screen.findByLabelText('Name')
    await user.type(name, '-')
    expect(name).toHaveAccessibleDescription('End with a letter or a digit.')
    await user.click(screen.getByRole('button', { name: 'Review changes' }))
    expect(screen.queryByRole('dialog')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Discard' }))
    expect(name).toHaveValue('orders')
  })

  it('lets a developer change all but the plan', async () => {
    renderApp(PATH, { role: 'developer' })
    expect(await screen.findByLabelText('Plan')).toBeDisabled()
    expect(screen.getByTestId('setting-plan-row')).toHaveTextContent('Your role is developer; this needs an admin')
    expect(screen.getByLabelText('When memory is full')).toBeEnabled()
  })

  it('lets a viewer look', async () => {
    renderApp(PATH, { role: 'viewer' })
    for (const label of ['Name', 'Plan', 'When memory is full', 'TLS']) expect(await screen.findByLabelText(label)).toBeDisabled()
    for (const option of screen.getAllByRole('radio')) expect(option).toBeDisabled()
  })
})

describe('the engine', () => {
  it('offers the version that a restart would run', async () => {
    const { user, fake } = renderApp('/databases/db_payments/settings')
    const engine = await screen.findByTestId('engine-card')
    expect(engine).toHaveTextContent('Version Valkey 9.1.2 is installed on the host; a restart runs it.')
    await user.click(within(engine).getByRole('button', { name: 'Restart to upgrade' }))
    expect(await screen.findByTestId('operation-progress')).toHaveTextContent('Restarting')
    expect(fake.calls).toContain('POST /databases/db_payments/restart')
  })

  it('offers nothing when there is nothing newer', async () => {
    renderApp(PATH)
    expect(await screen.findByTestId('engine-card')).toHaveTextContent('Valkey 9.0.1')
    expect(screen.queryByTestId('upgrade')).toBeNull()
  })
})
