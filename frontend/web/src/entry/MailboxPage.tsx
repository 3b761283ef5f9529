import { Text } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { EntryPage } from './EntryPage'

/** What comes after a mail was asked for. Whether there is such an account is not said. */
export function MailboxPage({ email, children, foot }: { email: string; children: ReactNode; foot: ReactNode }) {
  const text = useRef<HTMLDivElement>(null)
  useEffect(() => text.current?.focus(), [])
  return (
    <EntryPage title="Look into your mailbox" foot={foot}>
      <div ref={text} tabIndex={-1} style={{ outline: 'none' }} data-testid="mailbox">
        <Text>A mail to <b style={{ overflowWrap: 'anywhere' }}>{email}</b> is on its way. {children}</Text>
        <Text size="sm" c="dimmed" mt="sm">Nothing there after a few minutes? Look among the unwanted mails, and check the address for a typing mistake.</Text>
      </div>
    </EntryPage>
  )
}
