import { screen, waitFor, within } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { renderApp } from '../testing/renderApp'

it('tells who did what, with what changed', async () => {
  renderApp('/organization/audit')
  const [change, , refused] = await screen.findAllByTestId('audit-event')
  expect(change).toHaveTextContent('Database update')
  expect(change).toHaveTextContent('ada@example.com')
  expect(change).toHaveTextContent('plan: was free → , now small')
  expect(change).not.toHaveTextContent('tls')
  expect(within(refused!).getByText('refused')).toBeVisible()
  expect(within(refused!).getByText('key')).toBeVisible()
})

it('shows older events on request', async () => {
  const { user } = renderApp('/organization/audit')
  expect(await screen.findAllByTestId('audit-event')).toHaveLength(50)
  await user.click(screen.getByRole('button', { name: 'Show more events' }))
  await waitFor(() => expect(screen.getAllByTestId('audit-event')).toHaveLength(77))
  expect(screen.queryByRole('button', { name: 'Show more events' })).toBeNull()
})

it('filters, and forgets the filters again', async () => {
  const { user } = renderApp('/organization/audit')
  const form = within(await screen.findByRole('search'))
  await user.selectOptions(form.getByLabelText('Outcome'), 'refused')
  await user.click(form.getByRole('button', { name: 'Filter' }))
  await waitFor(() => expect(screen.getAllByTestId('audit-event')).toHaveLength(2))
  await user.type(screen.getByLabelText('Who'), 'usr_nobody{Enter}')
  expect(await screen.findByText('Nothing like that happened')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Clear the filters' }))
  await waitFor(() => expect(screen.getAllByTestId('audit-event').length).toBeGreaterThan(2))
  expect(screen.getByLabelText('Outcome')).toHaveValue('')
})

it('takes its filters from the address', async () => {
  renderApp('/organization/audit?outcome=failed')
  expect(await screen.findAllByTestId('audit-event')).toHaveLength(1)
  expect(screen.getByLabelText('Outcome')).toHaveValue('failed')
})

it('hands out all that is let through as one CSV', async () => {
  const saved: Blob[] = []
  vi.stubGlobal('URL', class extends URL {
    static override createObjectURL = (blob: Blob) => (saved.push(blob), 'blob:fake')
    static override revokeObjectURL = () => {}
  })
  const { user } = renderApp('/organization/audit', {}, (it) => (it.audit.events = Array.from({ length: 450 }, (_, i) => ({ ...it.audit.events[0]!, id: `aud_${i}` }))))
  await user.click(await screen.findByRole('button', { name: 'Download CSV' }))
  await waitFor(() => expect(saved).toHaveLength(1))
  const lines = (await new Response(saved[0]!.stream?.() ?? (await readOf(saved[0]!))).text()).trim().split('\r\n')
  expect(lines).toHaveLength(451)
  expect(lines.filter((it) => it.startsWith('id,at,'))).toHaveLength(1)
})

it('is for admins', async () => {
  const { fake } = renderApp('/organization/audit', { role: 'developer' })
  expect(await screen.findByText('You cannot see the audit')).toBeVisible()
  expect(fake.calls).not.toContain('GET /audit')
})

function readOf(blob: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as ArrayBuffer)
    reader.readAsArrayBuffer(blob)
  })
}
