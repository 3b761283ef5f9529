import { Radio, SimpleGrid, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './CreateDatabase.module.css'

interface Props<T extends string> {
  label?: string
  id?: string
  disabled?: boolean
  'aria-labelledby'?: string
  value?: T
  onChange?: (value: never) => void
  error?: ReactNode
  choices: ReadonlyArray<{ value: T; title: string; note: string }>
}

/** A radio group whose options say what they promise. */
export function ChoiceCards<T extends string>({ label, value, onChange, error, choices, disabled, ...rest }: Props<T>) {
  return (
    <Radio.Group {...rest} label={label} value={value} onChange={onChange as (value: string) => void} error={error} styles={{ label: { fontWeight: 550, marginBottom: 8 }, error: { marginTop: 8 } }}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        {choices.map((it) => (
          <label key={it.value} className={classes.choice} data-checked={it.value === value || undefined} data-disabled={disabled || undefined}>
            <Radio value={it.value} disabled={disabled} aria-label={it.title} aria-description={it.note} mt={2} />
            <span>
              <Text span fw={550} size="sm" display="block">{it.title}</Text>
              <Text span size="sm" c="dimmed" display="block">{it.note}</Text>
            </span>
          </label>
        ))}
      </SimpleGrid>
    </Radio.Group>
  )
}
