import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { sentenceOfCode } from '../api/sentences'
import { EntryPage } from './EntryPage'

/** A mailed link that leads nowhere any more, and the way on. */
export function InvalidLinkPage({ action, children }: { action: ReactNode; children?: ReactNode }) {
  return (
    <EntryPage title="This link does not work" foot={action}>
      <Text role="alert">{sentenceOfCode('LINK_INVALID')} {children}</Text>
    </EntryPage>
  )
}
