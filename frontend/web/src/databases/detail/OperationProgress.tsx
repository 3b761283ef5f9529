import { Card, Group, Loader, Text } from '@mantine/core'
import { reasonOf } from '../../api/reasons'
import type { Operation } from '../../api/types'
import { words } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import classes from './OperationProgress.module.css'

const DOING: Record<Operation['kind'], string> = {
  create: 'Creating the database',
  start: 'Starting',
  stop: 'Saving and stopping',
  restart: 'Restarting',
  delete: 'Deleting',
  rotate: 'Changing the password',
  update: 'Changing the settings',
}

/** The steps of what is being done. */
export function OperationProgress({ operation }: { operation: Operation }) {
  const reason = reasonOf(operation)
  return (
    <Card mb="lg" role="status" aria-label={DOING[operation.kind]} data-testid="operation-progress">
      <Group gap="sm" mb="sm">
        <Loader size={16} aria-hidden />
        <Text fw={550}>{DOING[operation.kind]}…</Text>
      </Group>
      <ol className={classes.steps}>
        {operation.steps.map((step) => (
          <li key={step.name} data-status={step.status} aria-current={step.status === 'running' ? 'step' : undefined}>
            <span className={classes.mark}>{step.status === 'succeeded' && <Icon name="check" size={13} />}</span>
            {words(step.name)}
            <span className={classes.hidden}>, {step.status}</span>
          </li>
        ))}
      </ol>
      {reason && <Text size="sm" c="dimmed" mt="sm">{reason.detail ?? reason.sentence}</Text>}
    </Card>
  )
}
