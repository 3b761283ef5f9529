import { Button, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Invitation } from '../api/types'
import { RequireRight } from '../session/RequireRight'
import { useMe } from '../session/session'
import { Ago } from '../ui/Ago'
import { ConfirmDialog } from '../ui/ConfirmDialog'
import { DataTable, type Column } from '../ui/DataTable'
import { EmptyState } from '../ui/EmptyState'
import { ProblemNotice } from '../ui/ProblemNotice'
import { TableSkeleton } from '../ui/TableSkeleton'
import { InviteCard } from './InviteCard'
import { invitationsQuery, useWithdraw } from './queries'

export function InvitationsTab() {
  return (
    <RequireRight right="MANAGE_MEMBERS" title="You cannot invite">
      <Stack>
        <InviteCard />
        <Invitations />
      </Stack>
    </RequireRight>
  )
}

function Invitations() {
  const { id } = useMe().organization
  const invitations = useQuery(invitationsQuery(id))
  const withdraw = useWithdraw()
  const [asked, setAsked] = useState<Invitation | null>(null)

  if (invitations.isPending) return <TableSkeleton label="Loading invitations" rows={2} />
  if (invitations.isLoadingError) return <ProblemNotice title="The invitations could not be loaded" error={invitations.error} onRetry={() => void invitations.refetch()} />
  if (invitations.data.length === 0) return <EmptyState icon="user" title="No open invitations">Those that nobody has accepted yet are listed here.</EmptyState>
  const columns: Array<Column<Invitation>> = [
    { head: 'E-mail', kind: 'title', cell: (it) => <Text fw={600} inherit style={{ overflowWrap: 'anywhere' }}>{it.email}</Text> },
    { head: 'Role', cell: (it) => it.role },
    { head: 'Sent', cell: (it) => <Ago at={it.createdAt} /> },
    { head: 'Ends', cell: (it) => <Ago at={it.expiresAt} /> },
    { head: 'Withdraw', kind: 'actions', cell: (it) => <Button variant="default" size="xs" onClick={() => setAsked(it)} aria-label={`Withdraw the invitation of ${it.email}`}>Withdraw</Button> },
  ]
  return (
    <>
      <DataTable label="Invitations" columns={columns} rows={invitations.data} keyOf={(it) => it.id} testIdOf={(it) => `invitation-${it.email}`} />
      <ConfirmDialog opened={asked !== null} onClose={() => setAsked(null)} title="Withdraw the invitation?" verb="Withdraw" call={withdraw} onConfirm={() => asked && withdraw.mutate(asked.id, { onSuccess: () => setAsked(null) })}>
        <Text size="sm">The link that {asked?.email} got stops working.</Text>
      </ConfirmDialog>
    </>
  )
}
