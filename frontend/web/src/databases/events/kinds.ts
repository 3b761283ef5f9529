import type { DatabaseEvent } from '../../api/types'
import { words } from '../../ui/format'
import type { IconName } from '../../ui/Icon'

export type Severity = 'plain' | 'good' | 'warning' | 'bad'

interface Look {
  /** null where the message says it all */
  label: string | null
  severity: Severity
  icon: IconName
}

const LOOKS: Record<DatabaseEvent['kind'], Look> = {
  operation_requested: { label: null, severity: 'plain', icon: 'user' },
  operation_succeeded: { label: null, severity: 'good', icon: 'check' },
  operation_failed: { label: null, severity: 'bad', icon: 'cross' },
  created: { label: 'Created', severity: 'plain', icon: 'database' },
  started: { label: 'Process started', severity: 'plain', icon: 'play' },
  ready: { label: 'Ready', severity: 'good', icon: 'check' },
  adopted: { label: 'Taken over', severity: 'plain', icon: 'eye' },
  changed: { label: 'Settings in force', severity: 'plain', icon: 'dials' },
  exited: { label: 'Process ended', severity: 'bad', icon: 'cross' },
  hung: { label: 'No answer', severity: 'warning', icon: 'warning' },
  killed: { label: 'Ended by force', severity: 'warning', icon: 'warning' },
  stopped: { label: 'Stopped', severity: 'plain', icon: 'stop' },
  failed: { label: 'Trouble', severity: 'bad', icon: 'cross' },
  repaired: { label: 'Files repaired', severity: 'warning', icon: 'wrench' },
  certificate: { label: 'New certificate', severity: 'plain', icon: 'lock' },
  upgraded: { label: 'New version', severity: 'good', icon: 'up' },
}

/** How a kind looks; one that is newer than this page looks plain. */
export function lookOfEvent({ kind }: DatabaseEvent): Look {
  return LOOKS[kind] ?? { label: words(kind), severity: 'plain', icon: 'database' }
}

/** Who asked for an operation; null for what nobody asked for. */
export function byWhom({ kind, by }: DatabaseEvent, ownId: string | undefined): string | null {
  if (kind !== 'operation_requested') return null
  if (!by) return 'By the platform.'
  if (by === ownId) return 'By you.'
  return by.startsWith('key_') ? 'By an API key.' : 'By another member.'
}
