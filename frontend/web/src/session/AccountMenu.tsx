import { Box, Button, Menu, SegmentedControl, Text, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { Icon } from '../ui/Icon'
import { useLogOut, useMe } from './session'
import classes from './AccountMenu.module.css'

/** Who I am, how it looks, and the way out. */
export function AccountMenu() {
  const me = useMe()
  const logOut = useLogOut()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu position="bottom-end" width={260} closeOnItemClick={false} trapFocus returnFocus>
      <Menu.Target>
        <Button variant="subtle" color="gray" px="xs" aria-label="Account" data-testid="account-menu" leftSection={<Icon name="user" />} rightSection={<Icon name="chevron" size={15} />}>
          <span className={classes.organization}>{me.organization.name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Box px="sm" py="xs">
          <Text fw={600} truncate>{me.organization.name}</Text>
          {me.user && <Text size="sm" c="dimmed" truncate>{me.user.email}</Text>}
          <Text size="sm" c="dimmed">Your role: {me.role}</Text>
        </Box>
        <Menu.Divider />
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
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="logout" />} onClick={() => logOut.mutate()} disabled={logOut.isPending}>
          Log out
        </Menu.Item>
        {logOut.isError && <Text size="xs" c="red" px="sm" role="alert">Logging out did not work. Try again.</Text>}
      </Menu.Dropdown>
    </Menu>
  )
}
