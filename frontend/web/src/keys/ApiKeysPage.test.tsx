import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp } from '../testing/renderApp'

it('shows a new key once', async () => {
  const { user } = renderApp('/api-keys')
  await user.click(await screen.findByRole('button', { name: 'Create key' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText('Name'), 'deploy')
  await user.selectOptions(dialog.getByLabelText('Role'), 'viewer')
  await user.click(dialog.getByRole('button', { name: 'Create key' }))
  expect(await screen.findByTestId('new-key')).toHaveTextContent(/^mr_/)
  await user.click(screen.getByRole('button', { name: 'Done' }))
  await waitFor(() => expect(screen.queryByTestId('new-key')).toBeNull())
  expect(within(await screen.findByTestId('key-row-deploy')).getByText('viewer')).toBeVisible()
})

it('revokes a key after a question', async () => {
  const { user } = renderApp('/api-keys')
  await user.click(await screen.findByRole('button', { name: 'Revoke ci' }))
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Revoke key' }))
  await waitFor(() => expect(screen.queryByTestId('key-row-ci')).toBeNull())
  expect(screen.getByTestId('key-row-grafana')).toBeVisible()
})

it('says what to do when there are none', async () => {
  renderApp('/api-keys', { databases: 'none' })
  expect(await screen.findByText('No keys yet')).toBeVisible()
})

it('narrows a new key', async () => {
  const { user } = renderApp('/api-keys')
  await user.click(await screen.findByRole('button', { name: 'Create key' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText('Name'), 'reader')
  await user.click(dialog.getByRole('checkbox', { name: 'Read' }))
  await user.click(dialog.getByRole('combobox', { name: 'Only these databases' }))
  await user.click(await screen.findByRole('option', { name: 'orders' }))
  await user.click(dialog.getByRole('button', { name: 'Create key' }))
  await user.click(await screen.findByRole('button', { name: 'Done' }))
  const row = within(await screen.findByTestId('key-row-reader'))
  expect(row.getByText('narrowed')).toBeVisible()
  expect(row.getByText('only read, only of orders')).toBeVisible()
})

it('offers no commands to a viewer’s key', async () => {
  const { user } = renderApp('/api-keys')
  await user.click(await screen.findByRole('button', { name: 'Create key' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.selectOptions(dialog.getByLabelText('Role'), 'viewer')
  expect(dialog.getByRole('checkbox', { name: 'Write' })).toBeDisabled()
  expect(dialog.getByRole('checkbox', { name: 'Metrics' })).toBeEnabled()
})

it('shows what a key is narrowed to, and which are expired', async () => {
  renderApp('/api-keys')
  const row = await screen.findByTestId('key-row-reports')
  await waitFor(() => expect(row).toHaveTextContent('only read and metrics, only of orders and db_gone (deleted)'))
  expect(row).toHaveTextContent('expired')
  expect(screen.getByTestId('key-row-grafana')).toHaveTextContent('only metrics')
})

it('lets only admins change keys', async () => {
  renderApp('/api-keys', { role: 'developer' })
  expect(await screen.findByTestId('key-row-ci')).toBeVisible()
  expect(screen.getByTestId('create-key')).toHaveAttribute('aria-disabled', 'true')
  expect(screen.queryByRole('button', { name: 'Revoke ci' })).toBeNull()
})
