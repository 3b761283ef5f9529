import { Anchor, Button, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useOutletContext, useParams } from 'react-router'
import { ApiProblem } from '../../api/problem'
import type { Database } from '../../api/types'
import { EmptyState } from '../../ui/EmptyState'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { TabOutlet } from '../../ui/TabOutlet'
import { usePageTitle } from '../../ui/usePageTitle'
import { useLiveDatabase } from '../events/useLiveDatabase'
import { databaseQuery } from '../queries'
import { DatabaseHeader } from './DatabaseHeader'
import { DatabaseTabs } from './DatabaseTabs'
import { StateNotice } from './StateNotice'

interface TabContext {
  database: Database
  live: boolean
}

export function DatabasePage() {
  const { databaseId = '' } = useParams()
  const live = useLiveDatabase(databaseId)
  const database = useQuery(databaseQuery(databaseId, live))
  usePageTitle(database.data?.name ?? 'Database')

  if (database.isPending) return <DatabaseSkeleton />
  if (isGone(database.error)) return <GoneDatabase name={database.data?.name} />
  if (database.isLoadingError) return <ProblemNotice title="The database could not be loaded" error={database.error} onRetry={() => void database.refetch()} />
  return (
    <>
      <Anchor component={Link} to="/databases" size="sm" display="inline-block" mb={6}>Databases</Anchor>
      <DatabaseHeader database={database.data} />
      <StateNotice database={database.data} />
      <DatabaseTabs databaseId={databaseId} />
      <TabOutlet context={{ database: database.data, live } satisfies TabContext} />
    </>
  )
}

/** The database whose tab this is. */
export function useDatabase(): Database {
  return useOutletContext<TabContext>().database
}

/** Whether what is shown comes by a stream, as it happens. */
export function useIsLive(): boolean {
  return useOutletContext<TabContext>().live
}

function isGone(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status === 404
}

function GoneDatabase({ name }: { name: string | undefined }) {
  return (
    <EmptyState
      title={name ? `${name} is deleted` : 'There is no such database'}
      action={<Button component={Link} to="/databases">Go to your databases</Button>}
    >
      {name ? 'Its data is kept on its host for the grace period.' : 'It may have been deleted, or it belongs to another organization.'}
    </EmptyState>
  )
}

function DatabaseSkeleton() {
  return (
    <Stack role="status" aria-label="Loading the database">
      <Skeleton h={34} w={240} />
      <Skeleton h={22} w="60%" />
      <Skeleton h={180} mt="md" />
      <Skeleton h={240} />
    </Stack>
  )
}
