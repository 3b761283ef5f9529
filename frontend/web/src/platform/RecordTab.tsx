import { Badge, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { components } from '../api/schema.gen'
import { DataTable, type Column } from '../ui/DataTable'
import { ProblemNotice } from '../ui/ProblemNotice'
import { TableSkeleton } from '../ui/TableSkeleton'
import { integrityQuery } from './queries'

type Part = components['schemas']['AuditIntegrity']['parts'][number]

const COLUMNS: Array<Column<Part>> = [
  { head: 'Kept by', kind: 'title', cell: (it) => <Text fw={600} inherit>{it.service}</Text> },
  { head: 'State', kind: 'wide', bare: true, cell: (it) => <Badge color={it.whole ? 'teal' : 'red'}>{it.whole ? 'Whole' : 'Broken'}</Badge> },
  { head: 'Events', kind: 'number', cell: (it) => it.events.toLocaleString('en') },
  { head: 'Broken at', kind: 'wide', cell: (it) => (it.brokenAt ? <code>{it.brokenAt}</code> : '–') },
]

/** Whether the record of changes is whole. */
export function RecordTab() {
  const integrity = useQuery(integrityQuery())
  if (integrity.isPending) return <TableSkeleton label="Checking the record" rows={2} />
  if (integrity.isLoadingError) return <ProblemNotice title="The record could not be checked" error={integrity.error} onRetry={() => void integrity.refetch()} />
  return (
    <Stack>
      <Text size="sm" c="dimmed" maw={640}>Each event of the record holds a hash over the one before, so one that was changed or taken out shows: from there on, the record is broken.</Text>
      <DataTable label="Record" columns={COLUMNS} rows={integrity.data} keyOf={(it) => it.service} testIdOf={(it) => `record-${it.service}`} />
    </Stack>
  )
}
