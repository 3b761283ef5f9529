import { Alert, Text } from '@mantine/core'
import { reasonOf, type Reason, type Weight } from '../../api/reasons'
import type { Database } from '../../api/types'
import { Icon } from '../../ui/Icon'
import { isOpen } from '../status'
import { OperationProgress } from './OperationProgress'

const COLORS: Record<Weight, string> = { calm: 'blue', warning: 'orange', bad: 'red' }

/** What is under way, and why it is not as it should be, running or not; nothing when all is well. */
export function StateNotice({ database }: { database: Database }) {
  if (isOpen(database.operation)) return <OperationProgress operation={database.operation} />
  const reason = reasonOf(database) ?? unexplained(database)
  if (reason === null) return null
  const { title, sentence, detail } = reason
  const weight = database.status === 'failed' ? 'bad' : reason.weight
  return (
    <Alert
      color={database.status === 'stopped' ? 'gray' : COLORS[weight]}
      role={weight === 'calm' ? 'status' : 'alert'}
      icon={weight === 'calm' ? undefined : <Icon name="warning" />}
      mb="lg"
      radius="lg"
      title={title}
      data-testid="state-notice"
    >
      <Text size="sm">{sentence}</Text>
      {detail && detail !== sentence && <Text size="sm" c="dimmed" mt={6} style={{ overflowWrap: 'anywhere' }}>Its host says: {detail}</Text>}
    </Alert>
  )
}

/** For a status that asks for a word though the API gave no reason. */
function unexplained({ status }: Database): Reason | null {
  switch (status) {
    case 'unavailable':
      return { title: 'It does not answer right now', sentence: 'MiniRedis keeps trying to bring it back.', weight: 'warning', detail: null }
    case 'failed':
      return { title: 'It could not be brought up', sentence: 'MiniRedis keeps trying to bring it up; a restart tries at once.', weight: 'bad', detail: null }
    case 'stopped':
      return { title: 'It is stopped', sentence: 'Its data, port and password are kept. Start it to use it again.', weight: 'calm', detail: null }
    default:
      return null
  }
}
