import { Link } from 'react-router'
import { Button } from '@mantine/core'
import { EmptyState } from '../ui/EmptyState'
import { usePageTitle } from '../ui/usePageTitle'

export function NotFoundPage() {
  usePageTitle('Not found')
  return (
    <EmptyState title="There is no such page" action={<Button component={Link} to="/databases">Go to your databases</Button>}>
      The address may be mistyped, or what was here is gone.
    </EmptyState>
  )
}
