import { Card, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Database } from '../api/types'
import { useDatabase } from '../databases/detail/DatabasePage'
import { refusalOf } from '../session/roles'
import { useMe } from '../session/session'
import { ProblemNotice } from '../ui/ProblemNotice'
import { credentialsQuery, masked } from './credentials'
import { LiveSummary } from './LiveSummary'
import { SnippetCard } from './SnippetCard'
import { TlsCard } from './TlsCard'
import { UrlCard } from './UrlCard'

/** How to use the database: the URL, and lines to paste. */
export function ConnectTab() {
  const database = useDatabase()
  const refusal = refusalOf(useMe(), 'SEE_PASSWORD')
  const allowed = refusal === null
  const credentials = useQuery(credentialsQuery(database, allowed))
  const [revealed, setRevealed] = useState(false)
  const url = credentials.data?.url ?? null

  if (!allowed) return <EndpointOnly database={database} refusal={refusal} />
  if (credentials.isLoadingError) {
    return <ProblemNotice title="The URL could not be loaded" error={credentials.error} onRetry={() => void credentials.refetch()} />
  }
  return (
    <Stack>
      <UrlCard database={database} credentials={credentials.data} revealed={revealed} onReveal={() => setRevealed(!revealed)} />
      <LiveSummary database={database} />
      {database.tls && <TlsCard database={database} />}
      {url && <SnippetCard url={url} shown={revealed ? url : masked(url)} tls={url.startsWith('rediss:')} />}
    </Stack>
  )
}

function EndpointOnly({ database, refusal }: { database: Database; refusal: string }) {
  const { endpoint, tls } = database
  return (
    <Stack>
      <Card>
        <Title order={2} mb="xs">Endpoint</Title>
        <Text ff="monospace" mb="sm">{endpoint ? `${endpoint.host}:${endpoint.port}` : 'It has no port yet.'}</Text>
        <Text size="sm" c="dimmed">The password is not shown here. {refusal}</Text>
      </Card>
      {tls && <TlsCard database={database} />}
    </Stack>
  )
}
