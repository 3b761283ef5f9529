import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../testing/renderApp'
import { SNIPPETS } from './snippets'

describe('connecting over TLS', () => {
  it('offers the CA file and lines that use it', async () => {
    renderApp('/databases/db_payments')
    const card = within(await screen.findByTestId('tls-card'))
    const link = card.getByRole('link', { name: 'Download miniredis-ca.pem' })
    expect(link).toHaveAttribute('href', '/api/v1/certificate-authority')
    expect(link).toHaveAttribute('download', 'miniredis-ca.pem')
    expect(card.getByText(/certificate ends on/)).toBeVisible()
    expect(await screen.findByTestId('snippet')).toHaveTextContent(/^redis-cli --tls --cacert miniredis-ca\.pem -u 'rediss:\/\/default:•+@localhost:20004'$/)
  })

  it('gives the CA file to a viewer too', async () => {
    renderApp('/databases/db_payments', { role: 'viewer' })
    expect(await screen.findByTestId('tls-card')).toBeVisible()
  })

  it('says nothing of TLS where there is none', async () => {
    renderApp('/databases/db_orders')
    expect(await screen.findByTestId('snippet')).toHaveTextContent(/^redis-cli -u 'redis:/)
    expect(screen.queryByTestId('tls-card')).toBeNull()
  })

  it.each(SNIPPETS)('names the CA file in the lines for $label', ({ code, tlsCode }) => {
    expect(tlsCode('rediss://u')).toContain('miniredis-ca.pem')
    expect(tlsCode('rediss://u')).toContain('rediss://u')
    expect(code('redis://u')).not.toContain('miniredis-ca.pem')
  })
})
