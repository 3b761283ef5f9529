import { Alert, Text } from '@mantine/core'
import type { Database } from '../../api/types'
import { Icon } from '../../ui/Icon'
import { isOpen, reasonOf } from '../status'
import { OperationProgress } from './OperationProgress'

/** What is under way, or why it is not running; nothing when all is well. */
export function StateNotice({ database }: { database: Database }) {
  if (isOpen(database.operation)) return <OperationProgress operation={database.operation} />
  const reason = reasonOf(database)
  switch (database.status) {
    case 'unavailable':
    case 'failed':
      return (
        <Alert color={database.status === 'failed' ? 'red' : 'orange'} role="alert" icon={<Icon name="warning" />} mb="lg" radius="lg" title={database.status === 'failed' ? 'It could not be brought up' : 'It does not answer right now'}>
          <Text size="sm">{reason ?? 'MiniRedis keeps trying to bring it back.'}</Text>
        </Alert>
      )
    case 'stopped':
      return (
        <Alert color="gray" mb="lg" radius="lg" title="It is stopped">
          <Text size="sm">{reason ?? 'Its data, port and password are kept. Start it to use it again.'}</Text>
        </Alert>
      )
    default:
      return null
  }
}
