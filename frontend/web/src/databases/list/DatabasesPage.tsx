import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { refusalOf } from '../../session/roles'
import { useMe } from '../../session/session'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { PageHeader } from '../../ui/PageHeader'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { TableSkeleton } from '../../ui/TableSkeleton'
import { usePageTitle } from '../../ui/usePageTitle'
import { databasesQuery, samplesQuery } from '../queries'
import { DatabaseTable } from './DatabaseTable'

const SEARCH_FROM = 6

export function DatabasesPage() {
  usePageTitle('Databases')
  const databases = useQuery(databasesQuery())
  const samples = useQuery(samplesQuery())
  const [search, setSearch] = useState('')
  const refusal = refusalOf(useMe(), 'CREATE_DATABASE')
  const mayCreate = refusal === null
  const header = <PageHeader title="Databases" actions={mayCreate && databases.data?.length !== 0 && <CreateButton />} />

  if (databases.isPending) return <>{header}<TableSkeleton label="Loading databases" /></>
  if (databases.isLoadingError) {
    return <>{header}<ProblemNotice title="The databases could not be loaded" error={databases.error} onRetry={() => void databases.refetch()} /></>
  }
  if (databases.data.length === 0) return <>{header}<NoDatabases refusal={refusal} /></>
  const shown = databases.data.filter((it) => it.name.includes(search.trim().toLowerCase()))
  return (
    <>
      {header}
      {databases.data.length >= SEARCH_FROM && (
        <TextInput mb="md" maw={320} type="search" aria-label="Search by name" placeholder="Search by name" value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
      )}
      {shown.length === 0 ? <EmptyState title={`No database is named like “${search.trim()}”`} /> : <DatabaseTable databases={shown} samples={samples.data} />}
    </>
  )
}

function NoDatabases({ refusal }: { refusal: string | null }) {
  return refusal === null ? (
    <EmptyState title="Create your first database" action={<CreateButton />}>
      Give it a name and get a Redis URL that works with every client, a second later.
    </EmptyState>
  ) : (
    <EmptyState title="No databases yet">{refusal}</EmptyState>
  )
}

function CreateButton() {
  return (
    <Button component={Link} to="/databases/new" leftSection={<Icon name="plus" />} data-testid="create-database">
      Create database
    </Button>
  )
}
