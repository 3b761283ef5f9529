import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../../testing/renderApp'

describe('the list of databases', () => {
  it('shows status, reason, memory, rate and endpoint', async () => {
    renderApp('/databases')
    const orders = within(await screen.findByTestId('database-row-orders'))
    expect(orders.getByText('Running')).toBeVisible()
    expect(orders.getByText('localhost:20000')).toBeVisible()
    await waitFor(() => expect(orders.getByTestId('memory')).toHaveTextContent('154 MiB of 256 MiB'))
    expect(orders.getByTestId('ops')).not.toHaveTextContent('–')
    const queue = within(screen.getByTestId('database-row-job-queue-with-a-rather-long-name-0001'))
    expect(queue.getByText('Unavailable')).toBeVisible()
    expect(queue.getByTestId('reason')).toHaveTextContent('It ends again and again')
    expect(queue.getByTestId('ops')).toHaveTextContent('–')
    expect(document.title).toBe('Databases · MiniRedis')
  })

  it('marks a database that runs but is not well', async () => {
    renderApp('/databases')
    const search = within(await screen.findByTestId('database-row-search'))
    expect(search.getByText('Running')).toBeVisible()
    expect(search.getByTestId('reason')).toHaveTextContent('It cannot write to its disk')
    expect(within(screen.getByTestId('database-row-orders')).queryByTestId('reason')).toBeNull()
  })

  it('says what to do when it is empty', async () => {
    renderApp('/databases', { databases: 'none' })
    expect(await screen.findByRole('heading', { name: 'Create your first database' })).toBeVisible()
    expect(screen.getAllByRole('link', { name: 'Create database' })).toHaveLength(1)
  })

  it('offers a viewer nothing that would be refused', async () => {
    renderApp('/databases', { databases: 'none', role: 'viewer' })
    expect(await screen.findByText(/Your role is viewer/)).toBeVisible()
    expect(screen.queryByRole('link', { name: 'Create database' })).toBeNull()
  })

  it('shows that it is loading', async () => {
    const { fake } = renderApp('/databases')
    await waitFor(() => expect(fake.calls).toContain('GET /auth/me'))
    fake.hanging = true
    expect(await screen.findByRole('status', { name: 'Loading databases' })).toBeInTheDocument()
  })

  it('explains a failure and tries again on request', async () => {
    const { fake, user } = renderApp('/databases', {}, (it) => it.fail('/databases', 500, 'INTERNAL_ERROR'))
    expect(await screen.findByRole('alert')).toHaveTextContent('a mistake of ours')
    expect(screen.getByRole('alert')).toHaveTextContent('4bf92f3577b34da6a3ce929d0e0e4736')
    fake.failures.clear()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByTestId('database-row-orders')).toBeVisible()
  })

  it('keeps the last data and says what is wrong while a part is down', async () => {
    const { fake, client } = renderApp('/databases')
    await screen.findByTestId('database-row-orders')
    fake.fail('/databases', 503, 'SERVICE_UNAVAILABLE')
    await client.refetchQueries({ queryKey: ['databases'] })
    expect(await screen.findByTestId('trouble-banner')).toHaveTextContent('your databases keep running')
    expect(screen.getByTestId('database-row-orders')).toBeVisible()
    fake.failures.clear()
    await client.refetchQueries({ queryKey: ['databases'] })
    await waitFor(() => expect(screen.queryByTestId('trouble-banner')).toBeNull())
  })

  it('names the measurements when only they are missing', async () => {
    renderApp('/databases', {}, (it) => it.fail('/metrics', 503, 'SERVICE_UNAVAILABLE'))
    expect(await screen.findByTestId('trouble-banner')).toHaveTextContent('Measurements are not available')
    expect(await screen.findByTestId('database-row-orders')).toBeVisible()
  })
})
