import { Badge, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { Operation } from '../../api/types'
import { dateTime } from '../../ui/format'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { sentence } from '../status'

const COLORS: Record<Operation['status'], string> = { pending: 'gray', running: 'blue', succeeded: 'teal', failed: 'red' }

/** What was done lately, and how it ended. */
export function OperationHistory({ operations }: { operations: UseQueryResult<Operation[]> }) {
  return (
    <Card>
      <Title order={2} mb="md">Recent operations</Title>
      <Content operations={operations} />
    </Card>
  )
}

function Content({ operations }: { operations: UseQueryResult<Operation[]> }) {
  if (operations.isPending) return <Skeleton h={60} role="status" aria-label="Loading operations" />
  if (operations.isLoadingError) return <ProblemNotice error={operations.error} onRetry={() => void operations.refetch()} />
  if (operations.data.length === 0) return <Text size="sm" c="dimmed">Nothing was done to it yet.</Text>
  return (
    <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
      {operations.data.map((it) => (
        <Group component="li" key={it.id} justify="space-between" gap="xs" align="flex-start">
          <div>
            <Text size="sm" fw={550}>{sentence(it.kind)}</Text>
            {it.message && <Text size="sm" c="dimmed" maw={560}>{it.message}</Text>}
          </div>
          <Group gap="sm">
            <Badge color={COLORS[it.status]}>{sentence(it.status)}</Badge>
            <Text size="sm" c="dimmed">{dateTime(it.createdAt)}</Text>
          </Group>
        </Group>
      ))}
    </Stack>
  )
}
