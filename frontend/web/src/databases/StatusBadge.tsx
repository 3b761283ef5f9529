import { Badge, Loader } from '@mantine/core'
import type { DatabaseStatus } from '../api/types'
import { lookOf } from './status'
import classes from './StatusBadge.module.css'

export function StatusBadge({ status }: { status: DatabaseStatus }) {
  const { label, color, moving } = lookOf(status)
  const mark = moving ? <Loader size={9} color="currentColor" aria-hidden /> : <span className={classes.dot} />
  return (
    <Badge color={color} leftSection={mark} data-testid="database-status" data-status={status}>
      {label}
    </Badge>
  )
}
