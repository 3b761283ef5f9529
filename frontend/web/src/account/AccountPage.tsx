import { useMe } from '../session/session'
import { PageHeader } from '../ui/PageHeader'
import { PageTabs } from '../ui/PageTabs'
import { TabOutlet } from '../ui/TabOutlet'
import { usePageTitle } from '../ui/usePageTitle'

const TABS = [{ to: '', label: 'Security' }, { to: '/sessions', label: 'Sessions' }]

/** What belongs to a person rather than to an organization. */
export function AccountPage() {
  usePageTitle('Account')
  const { user } = useMe()
  return (
    <>
      <PageHeader title="Account" note={user?.email} />
      <PageTabs label="Account" base="/account" tabs={TABS} />
      <TabOutlet />
    </>
  )
}
