import { ActionIcon, Menu } from '@mantine/core'
import type { Member } from '../api/types'
import { may, mayManage } from '../session/roles'
import { useMe } from '../session/session'
import { Icon } from '../ui/Icon'
import type { Asked } from './MemberDialogs'

/** What the caller may do with a member; nothing where that is nothing. */
export function MemberMenu({ member, onAsk }: { member: Member; onAsk: (asked: Asked) => void }) {
  const me = useMe()
  const isMe = member.userId === me.user?.id
  if (!mayManage(me, member.role)) return null
  const ask = (what: Asked['what']) => () => onAsk({ what, member })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Change ${member.email}`}><Icon name="more" /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={ask('role')}>Change role…</Menu.Item>
        {!isMe && may(me, 'OWN_ORGANIZATION') && <Menu.Item onClick={ask('transfer')}>Make the owner in my place…</Menu.Item>}
        {!isMe && <Menu.Item color="red" onClick={ask('remove')}>Remove…</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
