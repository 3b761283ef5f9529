import { Card, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useDatabase } from '../databases/detail/DatabasePage'
import { quoted } from '../console/reply'
import { EmptyState } from '../ui/EmptyState'
import { compact, dateTime } from '../ui/format'
import { ProblemNotice } from '../ui/ProblemNotice'
import { TableSkeleton } from '../ui/TableSkeleton'
import { slowlogQuery } from './queries'
import classes from './SlowlogTab.module.css'

export function SlowlogTab() {
  const database = useDatabase()
  const slowlog = useQuery(slowlogQuery(database.id))
  if (slowlog.isPending) return <TableSkeleton label="Loading the slow log" rows={3} />
  if (slowlog.isLoadingError) {
    return <ProblemNotice title="The slow log could not be read" error={slowlog.error} onRetry={() => void slowlog.refetch()} />
  }
  if (slowlog.data.length === 0) {
    return <EmptyState title="Nothing was slow">Commands that keep the engine busy for longer than its threshold, 10 ms as a rule, are listed here.</EmptyState>
  }
  return (
    <Card>
      <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
        {slowlog.data.map((it) => (
          <li key={it.id} className={classes.entry}>
            <Text fw={600} className="tabular">{compact(it.durationMicros / 1000)} ms</Text>
            <div className={classes.command}>
              <code>{it.command.map((word) => (/^[\w:.*+-]+$/.test(word) ? word : quoted(word))).join(' ')}</code>
              <Text size="xs" c="dimmed">{[dateTime(it.at), it.client].filter(Boolean).join(' · ')}</Text>
            </div>
          </li>
        ))}
      </Stack>
    </Card>
  )
}
