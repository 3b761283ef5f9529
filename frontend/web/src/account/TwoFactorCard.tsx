import { Badge, Button, Card, Group, Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemNotice } from '../ui/ProblemNotice'
import { twoFactorQuery } from './queries'
import { RenewCodesDialog } from './RenewCodesDialog'
import { TurnOffDialog } from './TurnOffDialog'
import { TurnOnDialog } from './TurnOnDialog'

type Open = 'on' | 'renew' | 'off' | null

/** Whether logging in asks for a code, and how to change that. */
export function TwoFactorCard() {
  const twoFactor = useQuery(twoFactorQuery())
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)

  if (twoFactor.isPending) return <Card role="status" aria-label="Loading the second factor"><Skeleton h={22} w={160} mb="md" /><Skeleton h={40} w="60%" /></Card>
  if (twoFactor.isLoadingError) return <ProblemNotice title="The second factor could not be loaded" error={twoFactor.error} onRetry={() => void twoFactor.refetch()} />
  const { enabled, recoveryCodesLeft } = twoFactor.data
  return (
    <Card data-testid="two-factor">
      <Group justify="space-between" align="flex-start" gap="md">
        <div style={{ flex: '1 1 320px' }}>
          <Group gap="xs" mb={4}>
            <Title order={2}>Second factor</Title>
            <Badge color={enabled ? 'teal' : 'gray'}>{enabled ? 'On' : 'Off'}</Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {enabled ? 'Logging in asks for a code of your authenticator app, too.' : 'With it, somebody who knows your password still cannot log in: a code of an authenticator app is asked for, too.'}
          </Text>
          {enabled && <CodesLeft left={recoveryCodesLeft} />}
        </div>
        {enabled ? (
          <Group gap="xs">
            <Button variant="default" size="sm" onClick={() => setOpen('renew')}>New recovery codes</Button>
            <Button variant="default" size="sm" c="red" onClick={() => setOpen('off')}>Turn off</Button>
          </Group>
        ) : (
          <Button size="sm" onClick={() => setOpen('on')}>Turn on</Button>
        )}
      </Group>
      <TurnOnDialog opened={open === 'on'} onClose={close} />
      <RenewCodesDialog opened={open === 'renew'} onClose={close} />
      <TurnOffDialog opened={open === 'off'} onClose={close} />
    </Card>
  )
}

function CodesLeft({ left }: { left: number }) {
  return (
    <Text size="sm" mt={6} style={left < 3 ? { color: 'var(--warning)' } : undefined}>
      {left === 0 ? 'No recovery code is left. Make new ones, or a lost phone locks you out.' : `${left} recovery ${left === 1 ? 'code is' : 'codes are'} left.`}
    </Text>
  )
}
