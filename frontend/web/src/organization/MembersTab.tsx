import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Member } from '../api/types'
import { ROLE_NOTES } from '../session/roleNotes'
import { may } from '../session/roles'
import { useMe } from '../session/session'
import { Ago } from '../ui/Ago'
import { DataTable, type Column } from '../ui/DataTable'
import { Icon } from '../ui/Icon'
import { ProblemNotice } from '../ui/ProblemNotice'
import { TableSkeleton } from '../ui/TableSkeleton'
import { LeaveButton } from './LeaveButton'
import { MemberDialogs, type Asked } from './MemberDialogs'
import { MemberMenu } from './MemberMenu'
import { membersQuery } from './queries'

export function MembersTab() {
  const me = useMe()
  const members = useQuery(membersQuery(me.organization.id))
  const [asked, setAsked] = useState<Asked | null>(null)

  if (members.isPending) return <TableSkeleton label="Loading members" />
  if (members.isLoadingError) return <ProblemNotice title="The members could not be loaded" error={members.error} onRetry={() => void members.refetch()} />
  const columns: Array<Column<Member>> = [
    { head: 'Member', kind: 'title', cell: (it) => <Group gap="xs"><Text fw={600} inherit style={{ overflowWrap: 'anywhere' }}>{it.email}</Text>{it.userId === me.user?.id && <Badge color="gray">you</Badge>}</Group> },
    { head: 'Role', kind: 'wide', cell: (it) => <>{it.role} <Text span size="xs" c="dimmed">{ROLE_NOTES[it.role]}</Text></> },
    { head: 'Joined', cell: (it) => <Ago at={it.joinedAt} /> },
    { head: 'Change', kind: 'actions', cell: (it) => <MemberMenu member={it} onAsk={setAsked} /> },
  ]
  return (
    <Stack>
      {may(me, 'MANAGE_MEMBERS') && (
        <Group justify="flex-end">
          <Button component={Link} to="/organization/invitations" size="sm" leftSection={<Icon name="plus" />}>Invite somebody</Button>
        </Group>
      )}
      <DataTable label="Members" columns={columns} rows={members.data} keyOf={(it) => it.userId} testIdOf={(it) => `member-${it.email}`} />
      <LeaveButton members={members.data} />
      <MemberDialogs asked={asked} onClose={() => setAsked(null)} />
    </Stack>
  )
}
