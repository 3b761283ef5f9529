import { Center, Loader } from '@mantine/core'
import { Suspense } from 'react'
import { Navigate, Outlet, Route, Routes } from 'react-router'
import { RequireSession } from '../session/RequireSession'
import { lazyPage } from './lazyPage'

// each is fetched when somebody goes there
const Shell = lazyPage(() => import('./Shell'), 'Shell')
const LogInPage = lazyPage(() => import('../entry/LogInPage'), 'LogInPage')
const SignUpPage = lazyPage(() => import('../entry/SignUpPage'), 'SignUpPage')
const ForgotPasswordPage = lazyPage(() => import('../entry/ForgotPasswordPage'), 'ForgotPasswordPage')
const ResetPasswordPage = lazyPage(() => import('../entry/ResetPasswordPage'), 'ResetPasswordPage')
const VerifyPage = lazyPage(() => import('../entry/VerifyPage'), 'VerifyPage')
const InvitationPage = lazyPage(() => import('../entry/InvitationPage'), 'InvitationPage')
const NotFoundPage = lazyPage(() => import('./NotFoundPage'), 'NotFoundPage')
const DatabasesPage = lazyPage(() => import('../databases/list/DatabasesPage'), 'DatabasesPage')
const CreateDatabasePage = lazyPage(() => import('../databases/create/CreateDatabasePage'), 'CreateDatabasePage')
const DatabasePage = lazyPage(() => import('../databases/detail/DatabasePage'), 'DatabasePage')
const ConnectTab = lazyPage(() => import('../connect/ConnectTab'), 'ConnectTab')
const MetricsTab = lazyPage(() => import('../metrics/MetricsTab'), 'MetricsTab')
const ConsoleTab = lazyPage(() => import('../console/ConsoleTab'), 'ConsoleTab')
const SlowlogTab = lazyPage(() => import('../metrics/SlowlogTab'), 'SlowlogTab')
const EventsTab = lazyPage(() => import('../databases/events/EventsTab'), 'EventsTab')
const SettingsTab = lazyPage(() => import('../databases/settings/SettingsTab'), 'SettingsTab')
const ApiKeysPage = lazyPage(() => import('../keys/ApiKeysPage'), 'ApiKeysPage')
const OrganizationPage = lazyPage(() => import('../organization/OrganizationPage'), 'OrganizationPage')
const MembersTab = lazyPage(() => import('../organization/MembersTab'), 'MembersTab')
const InvitationsTab = lazyPage(() => import('../organization/InvitationsTab'), 'InvitationsTab')
const OrganizationSettingsTab = lazyPage(() => import('../organization/OrganizationSettingsTab'), 'OrganizationSettingsTab')
const AuditTab = lazyPage(() => import('../audit/AuditTab'), 'AuditTab')
const AccountPage = lazyPage(() => import('../account/AccountPage'), 'AccountPage')
const SecurityTab = lazyPage(() => import('../account/SecurityTab'), 'SecurityTab')
const SessionsTab = lazyPage(() => import('../account/SessionsTab'), 'SessionsTab')
const PlatformPage = lazyPage(() => import('../platform/PlatformPage'), 'PlatformPage')
const HostsTab = lazyPage(() => import('../platform/HostsTab'), 'HostsTab')
const NodesTab = lazyPage(() => import('../platform/NodesTab'), 'NodesTab')
const OperationsTab = lazyPage(() => import('../platform/OperationsTab'), 'OperationsTab')
const UsageTab = lazyPage(() => import('../platform/UsageTab'), 'UsageTab')
const RecordTab = lazyPage(() => import('../platform/RecordTab'), 'RecordTab')

export function Pages() {
  return (
    <Routes>
      <Route element={<Waiting />}>
        <Route path="/login" element={<LogInPage />} />
        <Route path="/signup" element={<SignUpPage />} />
        <Route path="/forgot-password" element={<ForgotPasswordPage />} />
        <Route path="/reset-password" element={<ResetPasswordPage />} />
        <Route path="/verify" element={<VerifyPage />} />
        <Route path="/invitation" element={<InvitationPage />} />
        <Route element={<RequireSession onAsked={Shell.preload} />}>
          <Route element={<Shell />}>
            <Route index element={<Navigate to="/databases" replace />} />
            <Route path="databases" element={<DatabasesPage />} />
            <Route path="databases/new" element={<CreateDatabasePage />} />
            <Route path="databases/:databaseId" element={<DatabasePage />}>
              <Route index element={<ConnectTab />} />
              <Route path="metrics" element={<MetricsTab />} />
              <Route path="console" element={<ConsoleTab />} />
              <Route path="slowlog" element={<SlowlogTab />} />
              <Route path="events" element={<EventsTab />} />
              <Route path="settings" element={<SettingsTab />} />
            </Route>
            <Route path="api-keys" element={<ApiKeysPage />} />
            <Route path="organization" element={<OrganizationPage />}>
              <Route index element={<MembersTab />} />
              <Route path="invitations" element={<InvitationsTab />} />
              <Route path="audit" element={<AuditTab />} />
              <Route path="settings" element={<OrganizationSettingsTab />} />
            </Route>
            <Route path="account" element={<AccountPage />}>
              <Route index element={<SecurityTab />} />
              <Route path="sessions" element={<SessionsTab />} />
            </Route>
            <Route path="platform" element={<PlatformPage />}>
              <Route index element={<HostsTab />} />
              <Route path="nodes" element={<NodesTab />} />
              <Route path="operations" element={<OperationsTab />} />
              <Route path="usage" element={<UsageTab />} />
              <Route path="record" element={<RecordTab />} />
            </Route>
            <Route path="*" element={<NotFoundPage />} />
          </Route>
        </Route>
      </Route>
    </Routes>
  )
}

function Waiting() {
  return (
    <Suspense fallback={<Center mih="100dvh"><Loader aria-label="Loading the page" /></Center>}>
      <Outlet />
    </Suspense>
  )
}
