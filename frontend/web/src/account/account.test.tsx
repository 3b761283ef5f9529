import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { PASSWORD } from '../fake/fakeAccounts'
import { browserWithPasskeys } from '../testing/browserWithPasskeys'
import { renderApp } from '../testing/renderApp'

describe('the password', () => {
  it('is changed with the present one', async () => {
    const { user, fake } = renderApp('/account')
    await user.type(await screen.findByLabelText('Present password'), 'not this one')
    await user.type(screen.getByLabelText('New password'), 'four words in a row')
    await user.click(screen.getByRole('button', { name: 'Change password' }))
    await waitFor(() => expect(screen.getByLabelText('Present password')).toHaveAccessibleDescription(/not your present password/))
    await user.clear(screen.getByLabelText('Present password'))
    await user.type(screen.getByLabelText('Present password'), `${PASSWORD}{Enter}`)
    expect(await screen.findByText(/Your password is changed/)).toBeVisible()
    expect(fake.accounts.user.password).toBe('four words in a row')
    expect(screen.getByLabelText('New password')).toHaveValue('')
  })

  it('counts down after too many wrong ones', async () => {
    const { user } = renderApp('/account', {}, (it) => it.fail('/auth/password', 429, 'TOO_MANY_ATTEMPTS', '', undefined, 90))
    await user.type(await screen.findByLabelText('Present password'), 'not this one')
    await user.type(screen.getByLabelText('New password'), 'four words in a row{Enter}')
    expect(await screen.findByRole('button', { name: /^Wait 1 min/ })).toBeDisabled()
  })
})

describe('the second factor', () => {
  it('is turned on with a password and a code, and gives recovery codes', async () => {
    const { user, fake } = renderApp('/account')
    await user.click(await screen.findByRole('button', { name: 'Turn on' }))
    const dialog = within(await screen.findByRole('dialog'))
    await user.type(dialog.getByLabelText('Your password'), `${PASSWORD}{Enter}`)
    expect(await dialog.findByRole('img', { name: /QR code/ })).toBeVisible()
    expect(dialog.getByTestId('secret')).toHaveTextContent('JBSW Y3DP EHPK 3PXP')
    await user.type(dialog.getByLabelText('Code'), '000000{Enter}')
    await waitFor(() => expect(dialog.getByLabelText('Code')).toHaveAccessibleDescription(/not right/))
    expect(fake.accounts.user.twoFactor!.on).toBe(false)
    await user.clear(dialog.getByLabelText('Code'))
    await user.type(dialog.getByLabelText('Code'), '123 456{Enter}')
    expect(within(await screen.findByTestId('recovery-codes')).getAllByRole('listitem')).toHaveLength(10)
    expect(screen.getByRole('button', { name: 'Done' })).toBeDisabled()
    await user.click(screen.getByRole('checkbox', { name: 'I have kept them' }))
    await user.click(screen.getByRole('button', { name: 'Done' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(screen.getByTestId('two-factor')).toHaveTextContent('10 recovery codes are left')
  })

  it('is turned off with a password', async () => {
    const { user, fake } = renderApp('/account', { twoFactor: true })
    await user.click(await screen.findByRole('button', { name: 'Turn off' }))
    const dialog = within(await screen.findByRole('dialog'))
    await user.type(dialog.getByLabelText('Your password'), 'not this one{Enter}')
    await waitFor(() => expect(dialog.getByLabelText('Your password')).toHaveAccessibleDescription(/not your present password/))
    await user.clear(dialog.getByLabelText('Your password'))
    await user.type(dialog.getByLabelText('Your password'), `${PASSWORD}{Enter}`)
    expect(await screen.findByRole('button', { name: 'Turn on' })).toBeVisible()
    expect(fake.accounts.user.twoFactor).toBeNull()
  })

  it('gives new recovery codes', async () => {
    const { user } = renderApp('/account', { twoFactor: true }, (it) => void it.accounts.user.twoFactor!.recoveryCodes.splice(2))
    expect(await screen.findByTestId('two-factor')).toHaveTextContent('2 recovery codes are left')
    await user.click(screen.getByRole('button', { name: 'New recovery codes' }))
    await user.type(within(await screen.findByRole('dialog')).getByLabelText('Your password'), `${PASSWORD}{Enter}`)
    expect(await screen.findByTestId('recovery-codes')).toBeVisible()
    await waitFor(() => expect(screen.getByTestId('two-factor')).toHaveTextContent('10 recovery codes are left'))
  })
})

describe('sessions', () => {
  it('are listed with the present one marked, which is not ended here', async () => {
    renderApp('/account/sessions')
    const mine = await screen.findByTestId('session-ses_1')
    expect(mine).toHaveTextContent('Firefox on Linux')
    expect(mine).toHaveTextContent('This one')
    expect(within(mine).queryByRole('button')).toBeNull()
    expect(screen.getByTestId('session-ses_3')).toHaveTextContent('Unknown device')
  })

  it('end one by one, or all others at once', async () => {
    const { user } = renderApp('/account/sessions')
    await user.click(await screen.findByRole('button', { name: 'End the session of Safari on iPhone' }))
    await waitFor(() => expect(screen.queryByTestId('session-ses_2')).toBeNull())
    await user.click(screen.getByRole('button', { name: 'End all others' }))
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'End them' }))
    await waitFor(() => expect(screen.queryByTestId('session-ses_3')).toBeNull())
    expect(screen.getByTestId('session-ses_1')).toBeVisible()
    expect(screen.queryByRole('button', { name: 'End all others' })).toBeNull()
  })

  it('explain a failure', async () => {
    renderApp('/account/sessions', {}, (it) => it.fail('/auth/sessions', 500, 'INTERNAL_ERROR'))
    expect(await screen.findByRole('alert')).toHaveTextContent('The sessions could not be loaded')
  })
})

describe('passkeys', () => {
  it('are added with a name, the password and what the device made', async () => {
    browserWithPasskeys()
    const { user, fake } = renderApp('/account')
    await user.click(await screen.findByRole('button', { name: 'Add a passkey' }))
    const dialog = within(await screen.findByRole('dialog'))
    await user.click(dialog.getByRole('button', { name: 'Continue' }))
    expect(dialog.getByLabelText('Name')).toHaveAccessibleDescription(/Give it a name/)
    await user.type(dialog.getByLabelText('Name'), 'My laptop')
    await user.type(dialog.getByLabelText('Your password'), 'not this one{Enter}')
    await waitFor(() => expect(dialog.getByLabelText('Your password')).toHaveAccessibleDescription(/not your present password/))
    await user.clear(dialog.getByLabelText('Your password'))
    await user.type(dialog.getByLabelText('Your password'), `${PASSWORD}{Enter}`)
    expect(await screen.findByRole('button', { name: 'Remove My laptop' })).toBeVisible()
    expect(fake.accounts.passkeys.map((it) => it.name)).toEqual(['My laptop'])
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('are not added when the person says no to the browser, and it is said', async () => {
    browserWithPasskeys(() => Promise.reject(new DOMException('', 'NotAllowedError')))
    const { user, fake } = renderApp('/account')
    await user.click(await screen.findByRole('button', { name: 'Add a passkey' }))
    const dialog = within(await screen.findByRole('dialog'))
    await user.type(dialog.getByLabelText('Name'), 'My laptop')
    await user.type(dialog.getByLabelText('Your password'), `${PASSWORD}{Enter}`)
    expect(await dialog.findByText(/cancelled, or it took too long/)).toBeVisible()
    expect(fake.accounts.passkeys).toEqual([])
  })

  it('are removed after one was asked', async () => {
    const { user, fake } = renderApp('/account', { passkeys: true })
    await user.click(await screen.findByRole('button', { name: 'Remove Phone' }))
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Remove Phone' })).toBeNull())
    expect(fake.accounts.passkeys.map((it) => it.name)).toEqual(['Laptop'])
  })

  it('are explained where the browser knows none', async () => {
    renderApp('/account')
    expect(await screen.findByText(/This browser cannot add one here/)).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Add a passkey' })).toBeNull()
  })
})
