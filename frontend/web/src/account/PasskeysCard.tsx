import { Badge, Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Passkey } from '../api/types'
import { knowsPasskeys } from '../passkey/webauthn'
import { Ago } from '../ui/Ago'
import { ConfirmDialog } from '../ui/ConfirmDialog'
import { ProblemNotice } from '../ui/ProblemNotice'
import { AddPasskeyDialog } from './AddPasskeyDialog'
import { passkeysQuery, useRemovePasskey } from './queries'

/** The passkeys that let in instead of a password and a code. */
export function PasskeysCard() {
  const passkeys = useQuery(passkeysQuery())
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Passkey | null>(null)
  const remove = useRemovePasskey()

  if (passkeys.isPending) return <Card role="status" aria-label="Loading passkeys"><Skeleton h={22} w={160} mb="md" /><Skeleton h={40} w="60%" /></Card>
  if (passkeys.isLoadingError) return <ProblemNotice title="The passkeys could not be loaded" error={passkeys.error} onRetry={() => void passkeys.refetch()} />
  return (
    <Card data-testid="passkeys">
      <Group justify="space-between" align="flex-start" gap="md">
        <div style={{ flex: '1 1 320px' }}>
          <Title order={2} mb={4}>Passkeys</Title>
          <Text size="sm" c="dimmed">Log in with your fingerprint, face or device PIN. A passkey replaces password and code, and cannot be phished.</Text>
          {!knowsPasskeys() && <Text size="sm" mt={6}>This browser cannot add one here: it is too old, or this page was not opened over https.</Text>}
        </div>
        {knowsPasskeys() && <Button size="sm" variant={passkeys.data.length > 0 ? 'default' : 'filled'} onClick={() => setAdding(true)}>Add a passkey</Button>}
      </Group>
      {passkeys.data.length > 0 && (
        <Stack gap="sm" mt="md" component="ul" aria-label="Your passkeys" style={{ listStyle: 'none', paddingLeft: 0, marginBottom: 0 }}>
          {passkeys.data.map((it) => (
            <Group key={it.id} component="li" justify="space-between" wrap="nowrap" gap="md">
              <div style={{ minWidth: 0 }}>
                <Group gap="xs">
                  <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>{it.name}</Text>
                  {it.synced && <Badge color="gray" variant="light">Synced</Badge>}
                </Group>
                <Text size="xs" c="dimmed">Added <Ago at={it.createdAt} />, {it.lastUsedAt ? <>used <Ago at={it.lastUsedAt} /></> : 'never used'}</Text>
              </div>
              <Button variant="default" size="xs" onClick={() => setRemoving(it)} aria-label={`Remove ${it.name}`}>Remove</Button>
            </Group>
          ))}
        </Stack>
      )}
      <AddPasskeyDialog opened={adding} onClose={() => setAdding(false)} />
      <ConfirmDialog opened={removing !== null} onClose={() => setRemoving(null)} title="Remove this passkey?" verb="Remove" call={remove} onConfirm={() => remove.mutate(removing!.id, { onSuccess: () => setRemoving(null) })}>
        <Text size="sm"><b>{removing?.name}</b> lets in no more. Your device may go on offering it until you delete it there too.</Text>
      </ConfirmDialog>
    </Card>
  )
}
