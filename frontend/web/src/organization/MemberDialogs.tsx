import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Member, Role } from '../api/types'
import { roleOptions } from '../session/roleNotes'
import { rolesToGive } from '../session/roles'
import { useMe } from '../session/session'
import { ConfirmDialog } from '../ui/ConfirmDialog'
import { ProblemNotice } from '../ui/ProblemNotice'
import { useChangeRole, useRemoveMember, useTransfer } from './queries'

export interface Asked {
  what: 'role' | 'transfer' | 'remove'
  member: Member
}

/** What is asked before something is done with a member. */
export function MemberDialogs({ asked, onClose }: { asked: Asked | null; onClose: () => void }) {
  const remove = useRemoveMember()
  const transfer = useTransfer()
  const { name } = useMe().organization
  const email = asked?.member.email ?? ''
  return (
    <>
      <RoleDialog member={asked?.what === 'role' ? asked.member : null} onClose={onClose} />
      <ConfirmDialog opened={asked?.what === 'remove'} onClose={onClose} title={`Remove ${email}?`} verb="Remove" call={remove} onConfirm={() => asked && remove.mutate(asked.member.userId, { onSuccess: onClose })}>
        <Text size="sm">They see nothing of {name} any more, within five seconds. Keys stay; revoke those that they know, and change the passwords of databases.</Text>
      </ConfirmDialog>
      <ConfirmDialog opened={asked?.what === 'transfer'} onClose={onClose} title={`Hand ${name} over?`} verb="Hand over" call={transfer} onConfirm={() => asked && transfer.mutate(asked.member.userId, { onSuccess: onClose })}>
        <Text size="sm">{email} becomes the owner in your place, and you become an admin. Only they can give it back.</Text>
      </ConfirmDialog>
    </>
  )
}

function RoleDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const change = useChangeRole()
  const me = useMe()
  const [chosen, setChosen] = useState<Role | null>(null)
  const role = chosen ?? member?.role ?? 'viewer'
  const close = () => {
    change.reset()
    setChosen(null)
    onClose()
  }
  return (
    <Modal opened={member !== null} onClose={close} title={`Role of ${member?.email}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (member) change.mutate({ userId: member.userId, role }, { onSuccess: close })
        }}
      >
        <Stack>
          {change.isError && <ProblemNotice error={change.error} />}
          <NativeSelect label="Role" data-autofocus data={roleOptions(rolesToGive(me))} value={role} onChange={(event) => setChosen(event.currentTarget.value as Role)} />
          {member?.userId === me.user?.id && role !== member?.role && <Text size="sm" style={{ color: 'var(--warning)' }}>This is you: you may not be able to take it back.</Text>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>Cancel</Button>
            <Button type="submit" disabled={role === member?.role} loading={change.isPending}>Change role</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
