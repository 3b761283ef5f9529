import { Loader, Menu, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from 'react-router'
import { sentenceOf } from '../api/sentences'
import type { Me } from '../api/types'
import classes from './AccountMenu.module.css'
import { useSwitchOrganization } from './session'

/** The organizations of the caller; another one is acted in without logging in again. */
export function OrganizationChoice({ me, onDone }: { me: Me; onDone: () => void }) {
  const navigate = useNavigate()
  const change = useSwitchOrganization()
  if (me.organizations.length < 2) return null
  const act = (id: string) => {
    if (id === me.organization.id) return onDone()
    change.mutate(id, {
      onSuccess: ({ organization }) => {
        onDone()
        void navigate('/databases')
        notifications.show({ message: `You now act for ${organization.name}.` })
      },
    })
  }
  return (
    <>
      <Menu.Label>Organizations</Menu.Label>
      <div className={classes.organizations} role="group" aria-label="Organizations">
        <Menu.RadioGroup value={me.organization.id} onChange={act}>
          {me.organizations.map(({ id, name, role }) => (
            <Menu.RadioItem key={id} value={id} rightSection={change.isPending && change.variables === id ? <Loader size={14} /> : <Text size="xs" c="dimmed">{role}</Text>}>
              <span className={classes.name}>{name}</span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </div>
      {change.isError && <Text size="xs" c="red" px="sm" role="alert">{sentenceOf(change.error)}</Text>}
    </>
  )
}
