import { Button, Tooltip } from '@mantine/core'
import { Icon, type IconName } from '../../ui/Icon'
import type { Action, Verdict } from '../actions'

const LABELS: Record<Action, { word: string; icon: IconName }> = {
  start: { word: 'Start', icon: 'play' },
  stop: { word: 'Stop', icon: 'stop' },
  restart: { word: 'Restart', icon: 'restart' },
  delete: { word: 'Delete', icon: 'trash' },
}

interface Props {
  action: Action
  refusal: Verdict
  busy: boolean
  onClick: () => void
  word?: string
  testId?: string
}

/** A button that stays when its action is not possible now, and says why. */
export function ActionButton({ action, refusal, busy, onClick, word = LABELS[action].word, testId = `action-${action}` }: Props) {
  const refused = refusal !== null
  return (
    <Tooltip label={refusal} disabled={!refused}>
      {/* not `disabled`: a button that cannot be reached cannot say why it does nothing */}
      <Button
        variant="default"
        size="sm"
        leftSection={<Icon name={LABELS[action].icon} size={16} />}
        c={action === 'delete' && !refused ? 'red' : undefined}
        data-disabled={refused || undefined}
        aria-disabled={refused}
        aria-description={refusal ?? undefined}
        loading={busy}
        onClick={(event) => (refused ? event.preventDefault() : onClick())}
        data-testid={testId}
      >
        {word}
      </Button>
    </Tooltip>
  )
}
