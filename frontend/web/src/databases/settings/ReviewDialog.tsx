import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Persistence } from '../../api/types'
import { impactOf, LABELS, restartNote, restarts, type Change } from './changes'
import classes from './Settings.module.css'

interface Props {
  opened: boolean
  onClose: () => void
  changes: Change[]
  onConfirm: () => void
  /** the one that will be in force */
  persistence: Persistence
  sending: boolean
  returnFocus: boolean
  children: ReactNode
}

/** Everything that will change and what comes with it, before anything is sent. */
export function ReviewDialog({ opened, onClose, changes, persistence, onConfirm, sending, returnFocus, children }: Props) {
  const withRestart = changes.some((it) => restarts(it.setting))
  return (
    <Modal opened={opened} onClose={onClose} title="Change these settings?" size="lg" returnFocus={returnFocus}>
      <Stack>
        {children}
        <ul className={classes.changes}>
          {changes.map((it) => (
            <li key={it.setting}>
              <Group justify="space-between" gap="xs">
                <Text size="sm" fw={550}>{LABELS[it.setting]}</Text>
                <Text size="xs" className={classes.impact} data-restarts={restarts(it.setting) || undefined}>{impactOf(it.setting)}</Text>
              </Group>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                <span className={classes.hidden}>from </span><s>{it.from}</s> <span aria-hidden>→</span><span className={classes.hidden}> to </span> <strong>{it.to}</strong>
              </Text>
              {it.caution && <Text size="sm" c="dimmed">{it.caution}</Text>}
            </li>
          ))}
        </ul>
        <Text size="sm">
          {withRestart ? `The engine restarts. ${restartNote({ persistence })}` : 'The database goes on serving, and connections stay open.'}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>Back</Button>
          <Button onClick={onConfirm} loading={sending} data-autofocus data-testid="apply">{withRestart ? 'Change and restart' : 'Change'}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
