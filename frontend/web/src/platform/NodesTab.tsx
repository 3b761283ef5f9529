import { useInfiniteQuery } from '@tanstack/react-query'
import type { components } from '../api/schema.gen'
import { Ago } from '../ui/Ago'
import type { Column } from '../ui/DataTable'
import { EmptyState } from '../ui/EmptyState'
import { PagedTable } from '../ui/PagedTable'
import { PlatformStatus } from './PlatformStatus'
import { nodesQuery } from './queries'

type Node = components['schemas']['PlatformNodes']['items'][number]

const COLUMNS: Array<Column<Node>> = [
  { head: 'Database', kind: 'title', cell: (it) => <code>{it.databaseId}</code> },
  { head: 'State', kind: 'wide', bare: true, cell: (it) => <PlatformStatus status={it.status} reason={it.reason} /> },
  { head: 'Organization', kind: 'wide', cell: (it) => <code>{it.organizationId}</code> },
  { head: 'Host', kind: 'wide', cell: (it) => (it.hostId ? <code>{it.hostId}{it.port !== null && it.port !== undefined && `:${it.port}`}</code> : 'not placed yet') },
  { head: 'Plan', cell: (it) => it.plan },
  { head: 'Engine', cell: (it) => it.engine ?? '–' },
  { head: 'Created', cell: (it) => (it.createdAt ? <Ago at={it.createdAt} /> : '–') },
]

export function NodesTab() {
  const nodes = useInfiniteQuery(nodesQuery())
  return <PagedTable pages={nodes} noun="nodes" columns={COLUMNS} keyOf={(it) => it.databaseId} testIdOf={() => 'node'} empty={<EmptyState title="No nodes yet">Nodes of every organization are listed here.</EmptyState>} />
}
