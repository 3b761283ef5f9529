import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { FakeServer } from '../../fake/fakeServer'
import { FakeEventSource } from '../../testing/fakeEventSource'
import { renderApp } from '../../testing/renderApp'

const PATH = '/databases/db_orders/events'
const looks = (fake: FakeServer) => fake.calls.filter((it) => it === `GET ${PATH}`).length

describe('the events of a database', () => {
  it('are told newest first, with a word and a shape for their weight', async () => {
    renderApp(PATH)
    const events = await screen.findAllByTestId('event')
    expect(events[0]).toHaveTextContent('New version')
    expect(events[1]).toHaveTextContent(/^Problem: Trouble/)
    expect(screen.getByText('No answer').closest('li')).toHaveTextContent('Warning: No answer')
    const at = within(events[0]!).getByText('12 minutes ago')
    expect(at).toHaveAttribute('title', expect.stringMatching(/:\d\d:\d\d/))
  })

  it('say who asked', async () => {
    renderApp(PATH)
    expect(await screen.findByText('By an API key.')).toBeVisible()
    expect(screen.getByText('By another member.')).toBeVisible()
    expect(screen.getByText('By you.')).toBeVisible()
  })

  it('say so when there are none', async () => {
    renderApp('/databases/db_archive/events')
    expect(await screen.findByRole('heading', { name: 'Nothing happened yet' })).toBeVisible()
  })

  it('say so when the host is silent', async () => {
    renderApp(PATH, { silentHosts: true })
    expect(await screen.findByTestId('incomplete')).toHaveTextContent('what happened to its engine is missing')
    expect(screen.queryByText('Process started')).toBeNull()
  })

  it('go back to as many as the API gives', async () => {
    const { user, fake } = renderApp(PATH, {}, (it) => {
      for (let i = 0; i < 300; i++) it.databases[0]!.tell(1_700_000_000_000 + i * 1000, 'ready', `Start number ${i}.`)
    })
    await waitFor(() => expect(screen.getAllByTestId('event')).toHaveLength(50))
    await user.click(screen.getByRole('button', { name: 'Show older events' }))
    await waitFor(() => expect(screen.getAllByTestId('event')).toHaveLength(200))
    expect(screen.getByText(/These are the last 200/)).toBeVisible()
    expect(looks(fake)).toBe(2)
  })

  it('explain a failure', async () => {
    renderApp(PATH, {}, (it) => it.fail(PATH, 500, 'INTERNAL_ERROR'))
    expect(await screen.findByRole('alert')).toHaveTextContent('a mistake of ours')
  })
})

describe('the event stream', () => {
  beforeEach(() => {
    FakeEventSource.all = []
    vi.stubGlobal('EventSource', FakeEventSource)
  })

  it('brings new events and the new state without a look', async () => {
    const { fake } = renderApp(PATH)
    await screen.findAllByTestId('event')
    FakeEventSource.open!.accept()
    expect(screen.getByTestId('freshness')).toHaveTextContent('Live')
    await waitFor(() => expect(looks(fake)).toBe(2))
    const count = screen.getAllByTestId('event').length
    const event = { at: new Date().toISOString(), kind: 'exited', message: 'Killed by signal 9.', operationId: null, by: null }
    await FakeEventSource.open!.tell('history', event)
    await FakeEventSource.open!.tell('history', event)
    await waitFor(() => expect(screen.getAllByTestId('event')).toHaveLength(count + 1))
    expect(screen.getAllByTestId('event')[0]).toHaveTextContent('Killed by signal 9.')
    await FakeEventSource.open!.tell('database', { ...fake.databases[0]!.view(Date.now()), status: 'unavailable', reason: 'NOT_RESPONDING' })
    expect(await screen.findByTestId('state-notice')).toHaveTextContent('It does not answer')
    expect(looks(fake)).toBe(2)
  })

  it('is closed with the page', async () => {
    renderApp(PATH)
    await screen.findAllByTestId('event')
    expect(FakeEventSource.open!.url).toBe('/api/v1/databases/db_orders/events')
    cleanup()
    expect(FakeEventSource.open).toBeUndefined()
  })

  it('leaves the work to polling when it is refused', async () => {
    renderApp(PATH)
    await screen.findAllByTestId('event')
    FakeEventSource.open!.accept()
    FakeEventSource.open!.refuse()
    expect(screen.getByTestId('freshness')).toHaveTextContent('Looked at every few seconds')
  })

  it('says that the database is gone', async () => {
    const { fake } = renderApp(PATH)
    await screen.findAllByTestId('event')
    fake.databases = []
    await FakeEventSource.open!.tell('deleted', { id: 'db_orders' })
    expect(await screen.findByText('orders is deleted')).toBeVisible()
    expect(FakeEventSource.open).toBeUndefined()
  })
})
