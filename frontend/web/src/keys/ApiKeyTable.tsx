import { Badge, Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiKey } from '../api/types'
import { databasesQuery } from '../databases/queries'
import { Ago } from '../ui/Ago'
import { ConfirmDialog } from '../ui/ConfirmDialog'
import { DataTable, type Column } from '../ui/DataTable'
import { useNow } from '../ui/useNow'
import { isNarrowed, reachOf } from './reach'
import { useRevokeApiKey } from './queries'

export function ApiKeyTable({ keys, mayRevoke }: { keys: ApiKey[]; mayRevoke: boolean }) {
  const now = useNow(30_000)
  const revoke = useRevokeApiKey()
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  // names of the databases that keys are for
  const databases = useQuery({ ...databasesQuery(), enabled: keys.some((it) => it.databases) })
  const isExpired = ({ expiresAt }: ApiKey) => Boolean(expiresAt) && Date.parse(expiresAt!) <= now
  const columns: Array<Column<ApiKey>> = [
    { head: 'Name', kind: 'title', cell: (it) => <Title apiKey={it} expired={isExpired(it)} /> },
    { head: 'May', kind: 'wide', cell: (it) => <>{it.role}{isNarrowed(it) && <Text size="xs" c="dimmed">{reachOf(it, databases.data)}</Text>}</> },
    { head: 'Created', cell: (it) => <Ago at={it.createdAt} /> },
    { head: 'Last used', cell: (it) => (it.lastUsedAt ? <Ago at={it.lastUsedAt} /> : 'never') },
    { head: 'Expires', cell: (it) => (it.expiresAt ? <Ago at={it.expiresAt} /> : 'never') },
    ...(mayRevoke ? [{ head: 'Revoke', kind: 'actions' as const, cell: (it: ApiKey) => <Button variant="default" size="xs" onClick={() => setRevoking(it)} aria-label={`Revoke ${it.name}`}>Revoke</Button> }] : []),
  ]
  return (
    <>
      <DataTable label="API keys" columns={columns} rows={keys} keyOf={(it) => it.id} testIdOf={(it) => `key-row-${it.name}`} />
      <ConfirmDialog opened={revoking !== null} onClose={() => setRevoking(null)} title={`Revoke ${revoking?.name}?`} verb="Revoke key" call={revoke} onConfirm={() => revoking && revoke.mutate(revoking.id, { onSuccess: () => setRevoking(null) })}>
        <Text size="sm">Programs that use this key are refused within five seconds. It cannot be brought back.</Text>
      </ConfirmDialog>
    </>
  )
}

function Title({ apiKey, expired }: { apiKey: ApiKey; expired: boolean }) {
  return (
    <>
      <Group gap={6}>
        <Text fw={600} inherit>{apiKey.name}</Text>
        {isNarrowed(apiKey) && <Badge color="blue">narrowed</Badge>}
        {expired && <Badge color="red">expired</Badge>}
      </Group>
      <Text size="sm" c="dimmed"><code>{apiKey.prefix}…</code></Text>
    </>
  )
}
