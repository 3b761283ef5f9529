import { useInfiniteQuery } from '@tanstack/react-query'
import type { components } from '../api/schema.gen'
import type { Column } from '../ui/DataTable'
import { EmptyState } from '../ui/EmptyState'
import { bytes } from '../ui/format'
import { PagedTable } from '../ui/PagedTable'
import { usageQuery } from './queries'

type Usage = components['schemas']['PlatformUsage']['items'][number]

const COLUMNS: Array<Column<Usage>> = [
  { head: 'Organization', kind: 'title', cell: (it) => <code>{it.organizationId}</code> },
  { head: 'Databases', kind: 'number', cell: (it) => it.databases.toLocaleString('en') },
  { head: 'Memory ordered', kind: 'number', cell: (it) => bytes(it.memoryLimitBytes) },
]

export function UsageTab() {
  const usage = useInfiniteQuery(usageQuery())
  return <PagedTable pages={usage} noun="usage" columns={COLUMNS} keyOf={(it) => it.organizationId} empty={<EmptyState title="Nobody uses anything yet">Organizations with databases are listed here.</EmptyState>} />
}
