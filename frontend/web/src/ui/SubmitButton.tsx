import { Button, type ButtonProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { duration } from './format'
import { useWait } from './useWait'

interface Props extends ButtonProps {
  call: { isPending: boolean; error: unknown }
  children: ReactNode
}

/** Sends a form; after “too many attempts” it counts down to the next one instead. */
export function SubmitButton({ call, children, disabled, ...rest }: Props) {
  const wait = useWait(call.error)
  return (
    <Button type="submit" loading={call.isPending} disabled={disabled || wait > 0} {...rest}>
      {/* no live region: a second is not news */}
      {wait > 0 ? <span role="timer" aria-live="off">Wait {duration(wait)}</span> : children}
    </Button>
  )
}
