import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp } from '../testing/renderApp'

it('is for operators only, who are offered it', async () => {
  const { fake } = renderApp('/platform')
  expect(await screen.findByText('Only operators see the platform')).toBeVisible()
  expect(screen.queryByRole('link', { name: 'Platform' })).toBeNull()
  expect(fake.calls.some((it) => it.includes('/platform'))).toBe(false)
})

it('shows hosts, and which are nearly full', async () => {
  renderApp('/platform', { operator: true })
  expect(await screen.findByTestId('host-host_a')).toHaveTextContent('412 of 1,000')
  expect(screen.getByTestId('host-host_b')).toHaveTextContent('nearly full')
  expect(screen.getByTestId('host-host_b')).toHaveTextContent('Lost')
  expect(screen.getByRole('link', { name: 'Platform' })).toHaveAttribute('aria-current', 'page')
})

it('shows nodes by the page', async () => {
  const { user } = renderApp('/platform/nodes', { operator: true })
  expect(await screen.findAllByTestId('node')).toHaveLength(50)
  await user.click(screen.getByRole('button', { name: 'Show more nodes' }))
  await waitFor(() => expect(screen.getAllByTestId('node')).toHaveLength(73))
})

it('looks again only when asked, since each look is recorded', async () => {
  const { user, fake } = renderApp('/platform/operations', { operator: true })
  expect(await screen.findAllByTestId('operation')).toHaveLength(12)
  await user.click(screen.getByRole('button', { name: 'Refresh' }))
  await waitFor(() => expect(fake.calls.filter((it) => it === 'GET /platform/operations')).toHaveLength(2))
})

it('shows usage', async () => {
  renderApp('/platform/usage', { operator: true })
  expect(await screen.findByText('2.5 GiB')).toBeVisible()
})

it('says where the record is broken', async () => {
  renderApp('/platform/record', { operator: true })
  expect(await screen.findByTestId('record-auth-service')).toHaveTextContent('Whole')
  expect(screen.getByTestId('record-backend')).toHaveTextContent('aud_01jf3x5t8m0000000000000042')
})

it('explains a failure', async () => {
  renderApp('/platform/record', { operator: true }, (it) => it.fail('/platform/audit', 500, 'INTERNAL_ERROR'))
  expect(await screen.findByRole('alert')).toHaveTextContent('The record could not be checked')
})
