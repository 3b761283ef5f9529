import { Alert, Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ApiProblem } from '../api/problem'
import { sentenceOf } from '../api/sentences'
import { Icon } from './Icon'

/** An error as a person wants it: the sentence, a way on, and the trace id for a report. */
export function ProblemNotice({ error, title, onRetry, children }: { error: unknown; title?: string; onRetry?: () => void; children?: ReactNode }) {
  const traceId = error instanceof ApiProblem && error.status >= 500 ? error.traceId : undefined
  return (
    <Alert color="red" role="alert" title={title} icon={<Icon name="warning" />} radius="lg">
      <Text size="sm">{sentenceOf(error)}</Text>
      {children}
      {traceId && (
        <Text size="xs" c="dimmed" mt={4}>
          Trace id: <code>{traceId}</code>
        </Text>
      )}
      {onRetry && (
        <Group mt="sm">
          <Button size="xs" variant="light" color="red" onClick={onRetry}>
            Try again
          </Button>
        </Group>
      )}
    </Alert>
  )
}
