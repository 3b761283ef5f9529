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
  expect(await screen.findByText('No keys yet')).toBeVisible()
})

it('lets only admins change keys', async () => {
  renderApp('/api-keys', { role: 'developer' })
  expect(await screen.findByTestId('key-row-ci')).toBeVisible()
  expect(screen.getByTestId('create-key')).toHaveAttribute('aria-disabled', 'true')
  expect(screen.queryByRole('button', { name: 'Revoke ci' })).toBeNull()
})
