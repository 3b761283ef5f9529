import { Alert } from '@mantine/core'
import { useDatabase } from '../databases/detail/DatabasePage'
import { mayActAs } from '../session/roles'
import { useMe } from '../session/session'
import { Console } from './Console'

export function ConsoleTab() {
  const database = useDatabase()
  const { role } = useMe()
  const refusal = !mayActAs(role, 'developer')
    ? `Your role is ${role}: running commands needs a developer of the organization.`
    : database.status !== 'running'
      ? 'Commands run only while the database is running.'
      : null
  return (
    <>
      {refusal && <Alert color="gray" mb="md" radius="lg" id="console-refusal">{refusal}</Alert>}
      <Console key={database.id} databaseId={database.id} name={database.name} disabled={refusal !== null} />
    </>
  )
}
