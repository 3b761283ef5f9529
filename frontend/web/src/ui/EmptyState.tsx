import { Card, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'

/** Nothing to show: why, and what to do about it. */
export function EmptyState(props: { title: string; icon?: IconName; children?: ReactNode; action?: ReactNode }) {
  return (
    <Card py={56}>
      <Stack align="center" gap="xs" ta="center">
        <ThemeIcon variant="light" size={52} radius="xl" mb="xs">
          <Icon name={props.icon ?? 'database'} size={26} />
        </ThemeIcon>
        <Title order={2} fz="lg">
          {props.title}
        </Title>
        <Text c="dimmed" maw={460}>
          {props.children}
        </Text>
        {props.action && <div style={{ marginTop: 14 }}>{props.action}</div>}
      </Stack>
    </Card>
  )
}
