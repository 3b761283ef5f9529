import { Button } from '@mantine/core'
import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../session/session'
import { EmptyState } from '../ui/EmptyState'
import { Icon } from '../ui/Icon'
import { PageHeader } from '../ui/PageHeader'
import { PageTabs } from '../ui/PageTabs'
import { TabOutlet } from '../ui/TabOutlet'
import { usePageTitle } from '../ui/usePageTitle'

const TABS = [
  { to: '', label: 'Hosts' },
  { to: '/nodes', label: 'Nodes' },
  { to: '/operations', label: 'Operations' },
  { to: '/usage', label: 'Usage' },
  { to: '/record', label: 'Record' },
]

/** For those who run the platform: never a tenant's names, data or passwords. */
export function PlatformPage() {
  usePageTitle('Platform')
  const { operator } = useMe()
  if (!operator) return <EmptyState icon="lock" title="Only operators see the platform">Operators are named in the configuration of this installation.</EmptyState>
  return (
    <>
      <PageHeader title="Platform" note="Everything that runs here, without names, data or passwords of tenants. Each look is written into the record." actions={<Refresh />} />
      <PageTabs label="Platform" base="/platform" tabs={TABS} />
      <TabOutlet />
    </>
  )
}

function Refresh() {
  const client = useQueryClient()
  const busy = useIsFetching({ queryKey: ['platform'] }) > 0
  return (
    <Button variant="default" size="sm" leftSection={<Icon name="restart" size={16} />} loading={busy} onClick={() => void client.refetchQueries({ queryKey: ['platform'], type: 'active' })}>
      Refresh
    </Button>
  )
}
