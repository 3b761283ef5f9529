import { Navigate, Route, Routes } from 'react-router'
import { ApiKeysPage } from '../keys/ApiKeysPage'
import { ConsoleTab } from '../console/ConsoleTab'
import { ConnectTab } from '../connect/ConnectTab'
import { CreateDatabasePage } from '../databases/create/CreateDatabasePage'
import { DatabasePage } from '../databases/detail/DatabasePage'
import { DatabasesPage } from '../databases/list/DatabasesPage'
import { EventsTab } from '../databases/events/EventsTab'
import { SettingsTab } from '../databases/settings/SettingsTab'
import { MetricsTab } from '../metrics/MetricsTab'
import { SlowlogTab } from '../metrics/SlowlogTab'
import { LogInPage } from '../session/LogInPage'
import { RequireSession } from '../session/RequireSession'
import { SignUpPage } from '../session/SignUpPage'
import { NotFoundPage } from './NotFoundPage'
import { Shell } from './Shell'

export function Pages() {
  return (
    <Routes>
      <Route path="/login" element={<LogInPage />} />
      <Route path="/signup" element={<SignUpPage />} />
      <Route element={<RequireSession />}>
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
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Route>
    </Routes>
  )
}
