import { PageTabs } from '../../ui/PageTabs'

const TABS = [
  { to: '', label: 'Connect' },
  { to: '/metrics', label: 'Metrics' },
  { to: '/console', label: 'Console' },
  { to: '/slowlog', label: 'Slow log' },
  { to: '/events', label: 'Events' },
  { to: '/settings', label: 'Settings' },
]

export function DatabaseTabs({ databaseId }: { databaseId: string }) {
  return <PageTabs label="Database" base={`/databases/${databaseId}`} tabs={TABS} />
}
