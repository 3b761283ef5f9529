import { ActionIcon, Card, Group, Skeleton, Text, Title, Tooltip } from '@mantine/core'
import type { Credentials, Database } from '../api/types'
import { CopyButton } from '../ui/CopyButton'
import { dateTime } from '../ui/format'
import { Icon } from '../ui/Icon'
import { masked } from './credentials'
import classes from './Connect.module.css'
import { RotatePassword } from './RotatePassword'

interface Props {
  database: Database
  credentials: Credentials | undefined
  revealed: boolean
  onReveal: () => void
}

/** The one thing that a tenant came for. Copying gives the real URL, shown or not. */
export function UrlCard({ database, credentials, revealed, onReveal }: Props) {
  const url = credentials?.url
  const toggle = revealed ? 'Hide the password' : 'Show the password'
  return (
    <Card data-testid="url-card">
      <Group justify="space-between" mb="sm">
        <Title order={2}>Redis URL</Title>
        {url && database.status === 'running' && <RotatePassword databaseId={database.id} />}
      </Group>
      {url ? (
        <div className={classes.url}>
          <code data-testid="redis-url">{revealed ? url : masked(url)}</code>
          <Group gap={6} wrap="nowrap">
            <Tooltip label={toggle}>
              <ActionIcon variant="subtle" color="gray" size="lg" onClick={onReveal} aria-label={toggle} aria-pressed={revealed} data-testid="reveal-url">
                <Icon name={revealed ? 'eyeOff' : 'eye'} />
              </ActionIcon>
            </Tooltip>
            <CopyButton value={url} label="Copy the URL" word="Copy" testId="copy-url" />
          </Group>
        </div>
      ) : (
        <Group gap="md" role="status">
          <Skeleton h={44} />
          <Text size="sm" c="dimmed">The URL appears here as soon as the database has its port.</Text>
        </Group>
      )}
      {credentials?.previousPasswordExpiresAt && (
        <Text size="sm" c="dimmed" mt="sm">The previous password works until {dateTime(credentials.previousPasswordExpiresAt)}.</Text>
      )}
    </Card>
  )
}
