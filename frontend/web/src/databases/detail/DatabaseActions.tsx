import { Button, Group, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Database } from '../../api/types'
import { useMe } from '../../session/session'
import { Icon, type IconName } from '../../ui/Icon'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { ACTIONS, verdictOn, type Action } from '../actions'
import { DeleteDialog } from './DeleteDialog'
import { useAction } from './useAction'

const LABELS: Record<Action, { word: string; icon: IconName }> = {
  start: { word: 'Start', icon: 'play' },
  stop: { word: 'Stop', icon: 'stop' },
  restart: { word: 'Restart', icon: 'restart' },
  delete: { word: 'Delete', icon: 'trash' },
}

/** One button per action; those that are not possible now stay and say why. */
export function DatabaseActions({ database }: { database: Database }) {
  const { role } = useMe()
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
            refusal={verdictOn(action, database, role)}
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

function ActionButton({ action, refusal, busy, onClick }: { action: Action; refusal: string | null; busy: boolean; onClick: () => void }) {
  const { word, icon } = LABELS[action]
  const refused = refusal !== null
  return (
    <Tooltip label={refusal} disabled={!refused}>
      {/* not `disabled`: a button that cannot be reached cannot say why it does nothing */}
      <Button
        variant="default"
        size="sm"
        leftSection={<Icon name={icon} size={16} />}
        c={action === 'delete' && !refused ? 'red' : undefined}
        data-disabled={refused || undefined}
        aria-disabled={refused}
        aria-description={refusal ?? undefined}
        loading={busy}
        onClick={(event) => (refused ? event.preventDefault() : onClick())}
        data-testid={`action-${action}`}
      >
        {word}
      </Button>
    </Tooltip>
  )
}
