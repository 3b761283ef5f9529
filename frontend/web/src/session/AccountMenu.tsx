import { Box, Button, Menu, SegmentedControl, Text, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { Icon } from '../ui/Icon'
import classes from './AccountMenu.module.css'
import { OrganizationChoice } from './OrganizationChoice'
import { useLogOut, useMe } from './session'

const NewOrganizationDialog = lazy(async () => ({ default: (await import('./NewOrganizationDialog')).NewOrganizationDialog }))

/** Who I am, for which organization I act, how it looks, and the way out. */
export function AccountMenu() {
  const me = useMe()
  const logOut = useLogOut()
  const [opened, setOpened] = useState(false)
  const [founding, dialog] = useDisclosure(false)
  const close = () => setOpened(false)
  return (
    <>
      <Menu position="bottom-end" width={280} closeOnItemClick={false} trapFocus returnFocus opened={opened} onChange={setOpened}>
        <Menu.Target>
          <Button variant="subtle" color="gray" px="xs" aria-label="Account" data-testid="account-menu" leftSection={<Icon name="user" />} rightSection={<Icon name="chevron" size={15} />}>
            <span className={classes.organization} data-testid="organization">{me.organization.name}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown className={classes.dropdown}>
          <Box px="sm" py="xs">
            <Text fw={600} truncate>{me.organization.name}</Text>
            {me.user && <Text size="sm" c="dimmed" truncate>{me.user.email}</Text>}
            <Text size="sm" c="dimmed">Your role: {me.role}</Text>
          </Box>
          <Menu.Divider />
          <OrganizationChoice me={me} onDone={close} />
          <Menu.Item leftSection={<Icon name="plus" />} onClick={() => (close(), dialog.open())}>New organization</Menu.Item>
          <Menu.Divider />
          <Menu.Item component={Link} to="/account" leftSection={<Icon name="lock" />} onClick={close}>Account and security</Menu.Item>
          <ColorScheme />
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="logout" />} onClick={() => logOut.mutate()} disabled={logOut.isPending}>
            Log out
          </Menu.Item>
          {logOut.isError && <Text size="xs" c="red" px="sm" role="alert">Logging out did not work. Try again.</Text>}
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>{founding && <NewOrganizationDialog onClose={dialog.close} />}</Suspense>
    </>
  )
}

function ColorScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Box px="sm" py={6}>
      <Text size="xs" c="dimmed" mb={4} id="color-scheme-label">Colour scheme</Text>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-labelledby="color-scheme-label"
        value={colorScheme}
        onChange={(it) => setColorScheme(it as MantineColorScheme)}
        data={[{ value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }, { value: 'auto', label: 'Auto' }]}
      />
    </Box>
  )
}
