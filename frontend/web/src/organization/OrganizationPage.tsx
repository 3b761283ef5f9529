import { may } from '../session/roles'
import { useMe } from '../session/session'
import { PageHeader } from '../ui/PageHeader'
import { PageTabs } from '../ui/PageTabs'
import { TabOutlet } from '../ui/TabOutlet'
import { usePageTitle } from '../ui/usePageTitle'

export function OrganizationPage() {
  usePageTitle('Organization')
  const me = useMe()
  const tabs = [
    { to: '', label: 'Members' },
    ...(may(me, 'MANAGE_MEMBERS') ? [{ to: '/invitations', label: 'Invitations' }] : []),
    ...(may(me, 'SEE_AUDIT') ? [{ to: '/audit', label: 'Audit' }] : []),
    { to: '/settings', label: 'Settings' },
  ]
  return (
    <>
      <PageHeader title={me.organization.name} note={`Your role: ${me.role}`} />
      <PageTabs label="Organization" base="/organization" tabs={tabs} />
      <TabOutlet />
    </>
  )
}
