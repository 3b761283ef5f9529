import { Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Database } from '../../api/types'
import { useMe } from '../../session/session'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { ACTIONS, verdictOn } from '../actions'
import { ActionButton } from './ActionButton'
import { DeleteDialog } from './DeleteDialog'
import { useAction } from './useAction'

/** One button per action; those that are not possible now stay and say why. */
export function DatabaseActions({ database }: { database: Database }) {
  const me = useMe()
  const act = useAction(database.id)
  const [deleting, dialog] = useDisclosure(false)
  const shown = ACTIONS.filter((it) => it !== (database.status === 'stopped' ? 'stop' : 'start'))
  return (
    <div>
      <Group gap="xs" role="group" aria-label="Actions">
        {shown.map((action) => (
          <ActionButton
            key={action}
            action={action}
            refusal={verdictOn(action, database, me)}
            busy={act.isPending && act.variables === action}
            onClick={() => (action === 'delete' ? dialog.open() : act.mutate(action))}
          />
        ))}
      </Group>
      {act.isError && <div style={{ marginTop: 12, maxWidth: 420 }}><ProblemNotice error={act.error} /></div>}
      <DeleteDialog database={database} opened={deleting} onClose={dialog.close} />
    </div>
  )
}
