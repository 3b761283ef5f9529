import { Group, Stack, Text, Title } from '@mantine/core'
import type { Database } from '../../api/types'
import { bytes, dateTime, relative, words } from '../../ui/format'
import { useNow } from '../../ui/useNow'
import { StatusBadge } from '../StatusBadge'
import { DatabaseActions } from './DatabaseActions'

export function DatabaseHeader({ database }: { database: Database }) {
  const now = useNow(30_000)
  const engine = database.engineVersion ? words(database.engineVersion) : null
  return (
    <Group justify="space-between" align="flex-start" mb="lg" gap="md">
      <Stack gap={6} miw={0}>
        <Group gap="sm">
          <Title order={1} style={{ overflowWrap: 'anywhere' }}>{database.name}</Title>
          <StatusBadge status={database.status} />
        </Group>
        <Text size="sm" c="dimmed">
          {[`Plan ${database.plan}, ${bytes(database.memoryLimitBytes)}`, engine].filter(Boolean).join(' · ')} · created{' '}
          <time dateTime={database.createdAt} title={dateTime(database.createdAt)}>{relative(database.createdAt, now)}</time>
        </Text>
      </Stack>
      <DatabaseActions database={database} />
    </Group>
  )
}
