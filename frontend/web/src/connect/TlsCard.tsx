import { Button, Card, Group, Text, Title } from '@mantine/core'
import type { Database } from '../api/types'
import { dateTime } from '../ui/format'
import { Icon } from '../ui/Icon'
import { CA_FILE } from './snippets'

/** What a client has to trust, and until when the database's own certificate is good. */
export function TlsCard({ database }: { database: Database }) {
  const ends = database.certificateExpiresAt
  return (
    <Card data-testid="tls-card">
      <Group justify="space-between" align="flex-start" gap="md">
        <div style={{ flex: '1 1 320px' }}>
          <Title order={2} mb={4}>TLS</Title>
          <Text size="sm">
            This port speaks TLS and nothing else. Give your client the certificates of this platform as its CA file; they are the same for every database here.
          </Text>
          <Text size="sm" c="dimmed" mt={6}>
            {ends ? <>The database’s certificate ends on <time dateTime={ends}>{dateTime(ends)}</time>; it is renewed well before, without a restart.</> : 'The database has no certificate yet.'}
          </Text>
        </div>
        <Button component="a" href="/api/v1/certificate-authority" download={CA_FILE} variant="default" leftSection={<Icon name="download" />}>
          Download {CA_FILE}
        </Button>
      </Group>
    </Card>
  )
}
