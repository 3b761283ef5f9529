import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Session } from '../api/types'
import { Ago } from '../ui/Ago'
import { ConfirmDialog } from '../ui/ConfirmDialog'
import { DataTable, type Column } from '../ui/DataTable'
import { ProblemNotice } from '../ui/ProblemNotice'
import { TableSkeleton } from '../ui/TableSkeleton'
import { sessionsQuery, useEndSessions } from './queries'

/** Where one is logged in. */
export function SessionsTab() {
  const sessions = useQuery(sessionsQuery())
  const [asking, setAsking] = useState(false)
  const end = useEndSessions()
  const endOthers = useEndSessions()

  if (sessions.isPending) return <TableSkeleton label="Loading sessions" rows={3} />
  if (sessions.isLoadingError) return <ProblemNotice title="The sessions could not be loaded" error={sessions.error} onRetry={() => void sessions.refetch()} />
  const columns: Array<Column<Session>> = [
    { head: 'Device', kind: 'title', cell: (it) => <Group gap="xs"><Text fw={600} inherit>{nameOf(it)}</Text>{it.current && <Badge color="teal">This one</Badge>}</Group> },
    { head: 'Address', kind: 'wide', cell: (it) => (it.address ? <code>{it.address}</code> : 'unknown') },
    { head: 'Last used', cell: (it) => <Ago at={it.lastUsedAt} /> },
    { head: 'Logged in', cell: (it) => <Ago at={it.createdAt} /> },
    { head: 'Ends', cell: (it) => <Ago at={it.expiresAt} /> },
    {
      head: 'End it',
      kind: 'actions',
      cell: (it) => !it.current && <Button variant="default" size="xs" loading={end.isPending && end.variables === it.id} onClick={() => end.mutate(it.id)} aria-label={`End the session of ${nameOf(it)}`}>End</Button>,
    },
  ]
  return (
    <Stack>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" maw={560}>A session that you end is dead within five seconds. Do not know one of these? End it and change your password.</Text>
        {sessions.data.some((it) => !it.current) && <Button variant="default" size="sm" onClick={() => setAsking(true)}>End all others</Button>}
      </Group>
      {end.isError && <ProblemNotice error={end.error} />}
      <DataTable label="Sessions" columns={columns} rows={sessions.data} keyOf={(it) => it.id} testIdOf={(it) => `session-${it.id}`} />
      <ConfirmDialog opened={asking} onClose={() => setAsking(false)} title="End all other sessions?" verb="End them" call={endOthers} onConfirm={() => endOthers.mutate('others', { onSuccess: () => setAsking(false) })}>
        <Text size="sm">Everywhere but here, you have to log in again.</Text>
      </ConfirmDialog>
    </Stack>
  )
}

function nameOf(session: Session): string {
  return session.device ?? 'Unknown device'
}
