import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useDatabase } from '../detail/DatabasePage'
import { plansQuery } from '../queries'
import { EngineCard } from './EngineCard'
import { FactsCard } from './FactsCard'
import { SettingsForm } from './SettingsForm'

/** What the database is set to, to be read by all and changed by those who may. */
export function SettingsTab() {
  const database = useDatabase()
  const plans = useQuery(plansQuery())
  return (
    <Stack>
      <SettingsForm key={database.id} database={database} plans={plans.data} />
      <EngineCard database={database} />
      <FactsCard database={database} />
    </Stack>
  )
}
