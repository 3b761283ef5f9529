import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { refusalOf } from '../../session/roles'
import { useMe } from '../../session/session'
import { EmptyState } from '../../ui/EmptyState'
import { PageHeader } from '../../ui/PageHeader'
import { usePageTitle } from '../../ui/usePageTitle'
import { plansQuery } from '../queries'
import { CreateDatabaseForm } from './CreateDatabaseForm'

export function CreateDatabasePage() {
  usePageTitle('Create a database')
  const refusal = refusalOf(useMe(), 'CREATE_DATABASE')
  const plans = useQuery(plansQuery())
  return (
    <>
      <Anchor component={Link} to="/databases" size="sm" display="inline-block" mb={6}>Databases</Anchor>
      <PageHeader title="Create a database" note="A name is enough. The rest can stay as it is." />
      {refusal === null ? (
        <CreateDatabaseForm plans={plans} />
      ) : (
        <EmptyState title="You cannot create databases">{refusal}</EmptyState>
      )}
    </>
  )
}
