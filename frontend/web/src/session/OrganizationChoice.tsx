import { Loader, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from 'react-router'
import { sentenceOf } from '../api/sentences'
import type { Me } from '../api/types'
import { Icon } from '../ui/Icon'
import classes from './AccountMenu.module.css'
import { useSwitchOrganization } from './session'

/** The organizations of the caller; another one is acted in without logging in again. */
export function OrganizationChoice({ me, onDone }: { me: Me; onDone: () => void }) {
  const navigate = useNavigate()
  const change = useSwitchOrganization()
  if (me.organizations.length < 2) return null
  const act = (id: string, name: string) => {
    if (id === me.organization.id) return onDone()
    change.mutate(id, {
      onSuccess: () => {
        onDone()
        void navigate('/databases')
        notifications.show({ message: `You now act for ${name}.` })
      },
    })
  }
  return (
    <>
      <Menu.Label>Organizations</Menu.Label>
      <div className={classes.organizations} role="group" aria-label="Organizations">
        {me.organizations.map(({ id, name, role }) => (
          <Menu.Item
            key={id}
            role="menuitemradio"
            aria-checked={id === me.organization.id}
            leftSection={change.isPending && change.variables === id ? <Loader size={16} /> : <span className={classes.check}>{id === me.organization.id && <Icon name="check" />}</span>}
            rightSection={<Text size="xs" c="dimmed">{role}</Text>}
            onClick={() => act(id, name)}
          >
            <span className={classes.name}>{name}</span>
          </Menu.Item>
        ))}
      </div>
      {change.isError && <Text size="xs" c="red" px="sm" role="alert">{sentenceOf(change.error)}</Text>}
    </>
  )
}
