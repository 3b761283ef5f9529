import { Alert, Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DatabaseEvents } from '../../api/types'
import { EmptyState } from '../../ui/EmptyState'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useDatabase, useIsLive } from '../detail/DatabasePage'
import { EventList } from './EventList'
import { eventsQuery, FIRST, MOST } from './queries'

/** What happened to the database and what was done to it, newest first. */
export function EventsTab() {
  const database = useDatabase()
  const live = useIsLive()
  const [limit, setLimit] = useState(FIRST)
  const events = useQuery(eventsQuery(database.id, limit, live))

  if (events.isPending) return <EventsSkeleton />
  if (events.isLoadingError) return <ProblemNotice title="The events could not be loaded" error={events.error} onRetry={() => void events.refetch()} />
  const { items, complete } = events.data
  return (
    <Stack>
      {!complete && <Incomplete />}
      {items.length === 0 ? (
        <EmptyState title="Nothing happened yet">Starts, changes and troubles of this database appear here as they happen.</EmptyState>
      ) : (
        <Card>
          <Group justify="space-between" mb="md">
            <Title order={2}>Events</Title>
            <Text size="xs" c="dimmed" data-testid="freshness">{live ? 'Live' : 'Looked at every few seconds'}</Text>
          </Group>
          <EventList events={items} />
          <End events={events.data} limit={limit} busy={events.isPlaceholderData} onMore={() => setLimit(MOST)} />
        </Card>
      )}
    </Stack>
  )
}

function Incomplete() {
  return (
    <Alert color="orange" radius="lg" role="status" title="Only operations are listed" data-testid="incomplete">
      <Text size="sm">The host of this database does not answer right now, so what happened to its engine is missing here. It appears again when the host does.</Text>
    </Alert>
  )
}

function End({ events, limit, busy, onMore }: { events: DatabaseEvents; limit: number; busy: boolean; onMore: () => void }) {
  if (limit < MOST && events.items.length >= limit) {
    return <Button variant="default" size="sm" mt="md" onClick={onMore} loading={busy}>Show older events</Button>
  }
  return (
    <Text size="xs" c="dimmed" mt="md">
      {events.items.length >= MOST ? `These are the last ${MOST}; older ones are not listed.` : 'That is all that is known. Hosts keep the last events only.'}
    </Text>
  )
}

function EventsSkeleton() {
  return (
    <Card role="status" aria-label="Loading events">
      <Stack gap="md">{Array.from({ length: 5 }, (_, i) => <Skeleton key={i} h={38} width={`${90 - i * 8}%`} />)}</Stack>
    </Card>
  )
}
