import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Setting, Verdict } from '../actions'
import { impactOf, LABELS, restarts } from './changes'
import classes from './Settings.module.css'

interface Props {
  setting: Setting
  refusal: Verdict
  /** whether the refusal was told already, for all settings */
  isExplained: boolean
  isChanged: boolean
  children: (props: { id: string; disabled: boolean; 'aria-labelledby': string }) => ReactNode
}

/** A setting: what it is called and what changing it does at the left, the control at the right. */
export function SettingRow({ setting, refusal, isExplained, isChanged, children }: Props) {
  const id = `setting-${setting}`
  return (
    <div className={classes.row} data-changed={isChanged || undefined} data-testid={`${id}-row`}>
      <div>
        <Text component="label" htmlFor={id} id={`${id}-label`} size="sm" fw={550}>{LABELS[setting]}</Text>
        <Text size="xs" className={classes.impact} data-restarts={restarts(setting) || undefined}>{impactOf(setting)}</Text>
        {refusal && !isExplained && <Text size="xs" c="dimmed" mt={4}>{refusal}</Text>}
      </div>
      <div>{children({ id, disabled: refusal !== null, 'aria-labelledby': `${id}-label` })}</div>
    </div>
  )
}
