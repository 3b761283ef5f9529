import { Badge, Button, Card, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { ApiKey } from '../api/types'
import { dateTime, relative } from '../ui/format'
import { useNow } from '../ui/useNow'
import { RevokeKeyDialog } from './RevokeKeyDialog'
import classes from './ApiKeyTable.module.css'

export function ApiKeyTable({ keys, mayRevoke }: { keys: ApiKey[]; mayRevoke: boolean }) {
  const now = useNow(30_000)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  return (
    <Card p={0}>
      <ul className={classes.keys} aria-label="API keys">
        {keys.map((it) => (
          <li key={it.id} data-testid={`key-row-${it.name}`}>
            <div className={classes.name}>
              <Group gap="xs">
                <Text fw={600}>{it.name}</Text>
                <Badge color="gray">{it.role}</Badge>
                {it.expiresAt && Date.parse(it.expiresAt) <= now && <Badge color="red">expired</Badge>}
              </Group>
              <Text size="sm" c="dimmed"><code>{it.prefix}…</code></Text>
            </div>
            <Text size="sm" c="dimmed" className={classes.times}>
              Created {relative(it.createdAt, now)} · {it.lastUsedAt ? `used ${relative(it.lastUsedAt, now)}` : 'never used'}
              {it.expiresAt && Date.parse(it.expiresAt) > now && <> · expires <time dateTime={it.expiresAt} title={dateTime(it.expiresAt)}>{relative(it.expiresAt, now)}</time></>}
            </Text>
            {mayRevoke && (
              <Button variant="default" size="xs" onClick={() => setRevoking(it)} aria-label={`Revoke ${it.name}`}>Revoke</Button>
            )}
          </li>
        ))}
      </ul>
      <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />
    </Card>
  )
}
