import { Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Member } from '../api/types'
import { useMe } from '../session/session'
import { ConfirmDialog } from '../ui/ConfirmDialog'
import { useLeave } from './queries'

export function LeaveButton({ members }: { members: Member[] }) {
  const { user, organization } = useMe()
  const [asking, dialog] = useDisclosure(false)
  const leave = useLeave()
  const owners = members.filter((it) => it.role === 'owner')
  if (!user) return null
  if (owners.length === 1 && owners[0]?.userId === user.id) {
    return <Text size="sm" c="dimmed">You are the only owner, so you cannot leave. Make somebody else an owner first, or delete the organization.</Text>
  }
  return (
    <Group>
      <Button variant="default" size="sm" onClick={dialog.open}>Leave {organization.name}</Button>
      <ConfirmDialog opened={asking} onClose={dialog.close} title={`Leave ${organization.name}?`} verb="Leave" call={leave} onConfirm={() => leave.mutate(user.id)}>
        <Text size="sm">You see nothing of it any more. An admin can invite you again.</Text>
      </ConfirmDialog>
    </Group>
  )
}
