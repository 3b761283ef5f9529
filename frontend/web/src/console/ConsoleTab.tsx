import { Alert } from '@mantine/core'
import { useDatabase } from '../databases/detail/DatabasePage'
import { may, refusalOf } from '../session/roles'
import { useMe } from '../session/session'
import { Console } from './Console'

export function ConsoleTab() {
  const database = useDatabase()
  const me = useMe()
  const refusal = (may(me, 'READ_DATA') ? null : refusalOf(me, 'WRITE_DATA')) ?? (database.status === 'running' ? null : 'Commands run only while the database is running.')
  return (
    <>
      {refusal && <Alert color="gray" mb="md" radius="lg" id="console-refusal">{refusal}</Alert>}
      <Console key={database.id} databaseId={database.id} name={database.name} disabled={refusal !== null} />
    </>
  )
}
