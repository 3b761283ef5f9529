import { Group, Text, Tooltip } from '@mantine/core'
import { Link } from 'react-router'
import { reasonOf } from '../../api/reasons'
import type { Database, Sample } from '../../api/types'
import { CopyButton } from '../../ui/CopyButton'
import { Icon } from '../../ui/Icon'
import { compact, dateTime, relative } from '../../ui/format'
import { MemoryBar } from '../MemoryBar'
import { StatusBadge } from '../StatusBadge'
import classes from './DatabaseTable.module.css'

export function DatabaseRow({ database, sample, now }: { database: Database; sample: Sample | undefined; now: number }) {
  const endpoint = database.endpoint ? `${database.endpoint.host}:${database.endpoint.port}` : null
  const reason = reasonOf(database)
  const measured = sample?.up ? sample : undefined
  return (
    <tr role="row" data-testid={`database-row-${database.name}`}>
      <td role="cell" className={classes.name}>
        <Link to={`/databases/${database.id}`}>{database.name}</Link>
      </td>
      <td role="cell" className={classes.status}>
        <StatusBadge status={database.status} />
        {reason && (
          <Tooltip label={reason.detail ?? reason.sentence}>
            <Text size="xs" mt={4} className={classes.reason} data-weight={reason.weight} data-testid="reason">
              {reason.weight !== 'calm' && <Icon name="warning" size={14} />}
              <span>{reason.title}</span>
            </Text>
          </Tooltip>
        )}
      </td>
      <td role="cell" className={classes.memory} data-label="Memory">
        <MemoryBar used={measured?.usedMemoryBytes} limit={database.memoryLimitBytes} />
      </td>
      <td role="cell" className={classes.number} data-label="Ops/s">
        <span data-testid="ops">{measured?.opsPerSecond == null ? '–' : compact(measured.opsPerSecond)}</span>
      </td>
      <td role="cell" className={classes.endpoint} data-label="Endpoint">
        {endpoint ? (
          <Group gap={2} wrap="nowrap">
            <code>{endpoint}</code>
            <CopyButton value={endpoint} label={`Copy the endpoint of ${database.name}`} />
          </Group>
        ) : (
          <Text size="sm" c="dimmed">not yet</Text>
        )}
      </td>
      <td role="cell" data-label="Plan">{database.plan}</td>
      <td role="cell" data-label="Created">
        <time dateTime={database.createdAt} title={dateTime(database.createdAt)}>{relative(database.createdAt, now)}</time>
      </td>
    </tr>
  )
}
