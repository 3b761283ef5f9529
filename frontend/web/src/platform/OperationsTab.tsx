import { Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { components } from '../api/schema.gen'
import { Ago } from '../ui/Ago'
import type { Column } from '../ui/DataTable'
import { EmptyState } from '../ui/EmptyState'
import { duration, words } from '../ui/format'
import { PagedTable } from '../ui/PagedTable'
import { PlatformStatus } from './PlatformStatus'
import { operationsQuery } from './queries'

type Operation = components['schemas']['PlatformOperations']['items'][number]

const COLUMNS: Array<Column<Operation>> = [
  { head: 'Operation', kind: 'title', cell: (it) => <Text fw={600} inherit>{words(it.kind)}</Text> },
  { head: 'State', kind: 'wide', bare: true, cell: (it) => <PlatformStatus status={it.status} reason={it.reason} /> },
  { head: 'Database', kind: 'wide', cell: (it) => <code>{it.databaseId}</code> },
  { head: 'Organization', kind: 'wide', cell: (it) => <code>{it.organizationId}</code> },
  { head: 'Asked for', cell: (it) => <Ago at={it.createdAt} /> },
  { head: 'Took', cell: (it) => (it.endedAt ? duration(Math.max(0, Math.round((Date.parse(it.endedAt) - Date.parse(it.createdAt)) / 1000))) : 'not ended yet') },
]

export function OperationsTab() {
  const operations = useInfiniteQuery(operationsQuery())
  return <PagedTable pages={operations} noun="operations" columns={COLUMNS} keyOf={(it) => it.id} testIdOf={() => 'operation'} empty={<EmptyState title="No operations yet">What is done to databases of every organization is listed here.</EmptyState>} />
}
