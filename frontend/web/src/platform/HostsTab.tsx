import { Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { components } from '../api/schema.gen'
import { Ago } from '../ui/Ago'
import type { Column } from '../ui/DataTable'
import { EmptyState } from '../ui/EmptyState'
import { bytes } from '../ui/format'
import { PagedTable } from '../ui/PagedTable'
import { PlatformStatus } from './PlatformStatus'
import { hostsQuery } from './queries'

type Host = components['schemas']['PlatformHosts']['items'][number]

const NEARLY_FULL = 0.95

const COLUMNS: Array<Column<Host>> = [
  { head: 'Host', kind: 'title', cell: (it) => <Text fw={600} inherit>{it.id}</Text> },
  { head: 'State', kind: 'wide', bare: true, cell: (it) => <PlatformStatus status={it.status} /> },
  { head: 'Address', kind: 'wide', cell: (it) => <code>{it.address}</code> },
  { head: 'Engine', cell: (it) => it.engine ?? 'unknown' },
  { head: 'Nodes', kind: 'number', cell: (it) => it.nodes.toLocaleString('en') },
  { head: 'Ports', kind: 'number', cell: (it) => <Ports host={it} /> },
  { head: 'Memory planned', kind: 'number', cell: (it) => (it.memoryPlannedBytes === undefined ? '–' : bytes(it.memoryPlannedBytes)) },
  { head: 'Last seen', cell: (it) => (it.lastSeenAt ? <Ago at={it.lastSeenAt} /> : 'never') },
]

export function HostsTab() {
  const hosts = useInfiniteQuery(hostsQuery())
  return <PagedTable pages={hosts} noun="hosts" columns={COLUMNS} keyOf={(it) => it.id} testIdOf={(it) => `host-${it.id}`} empty={<EmptyState title="No hosts yet">A host appears here when its node-manager registers.</EmptyState>} />
}

function Ports({ host: { portsUsed, portsTotal } }: { host: Host }) {
  const full = portsUsed >= portsTotal * NEARLY_FULL
  return (
    <>
      <span style={{ whiteSpace: 'nowrap' }}>{portsUsed.toLocaleString('en')} of {portsTotal.toLocaleString('en')}</span>
      {full && <Text size="xs" style={{ color: 'var(--warning)' }}>nearly full</Text>}
    </>
  )
}
