import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { mayActAs } from '../../session/roles'
import { useMe } from '../../session/session'
import { EmptyState } from '../../ui/EmptyState'
import { PageHeader } from '../../ui/PageHeader'
import { usePageTitle } from '../../ui/usePageTitle'
import { plansQuery } from '../queries'
import { CreateDatabaseForm } from './CreateDatabaseForm'

export function CreateDatabasePage() {
  usePageTitle('Create a database')
  const { role } = useMe()
  const plans = useQuery(plansQuery())
  return (
    <>
      <Anchor component={Link} to="/databases" size="sm" display="inline-block" mb={6}>Databases</Anchor>
      <PageHeader title="Create a database" note="A name is enough. The rest can stay as it is." />
      {mayActAs(role, 'developer') ? (
        <CreateDatabaseForm plans={plans} />
      ) : (
        <EmptyState title="Your role cannot create databases">You are a {role}. A developer of your organization can create one.</EmptyState>
      )}
    </>
  )
}
