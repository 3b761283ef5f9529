import { Group, Text, Tooltip } from '@mantine/core'
import { Link } from 'react-router'
import { reasonOf } from '../../api/reasons'
import type { Database, Sample } from '../../api/types'
import { Ago } from '../../ui/Ago'
import { CopyButton } from '../../ui/CopyButton'
import { DataTable, type Column } from '../../ui/DataTable'
import { compact } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { MemoryBar } from '../MemoryBar'
import { StatusBadge } from '../StatusBadge'
import classes from './DatabaseTable.module.css'

interface Row {
  database: Database
  /** only where the last measurement succeeded */
  measured: Sample | undefined
}

const COLUMNS: Array<Column<Row>> = [
  { head: 'Name', kind: 'title', className: classes.name, cell: ({ database }) => <Link to={`/databases/${database.id}`}>{database.name}</Link> },
  { head: 'Status', kind: 'wide', bare: true, className: classes.status, cell: ({ database }) => <><StatusBadge status={database.status} /><Reason database={database} /></> },
  { head: 'Memory', kind: 'wide', bare: true, className: classes.memory, cell: ({ database, measured }) => <MemoryBar used={measured?.usedMemoryBytes} limit={database.memoryLimitBytes} /> },
  { head: 'Ops/s', kind: 'number', cell: ({ measured }) => <span data-testid="ops">{measured?.opsPerSecond == null ? '–' : compact(measured.opsPerSecond)}</span> },
  { head: 'Endpoint', kind: 'wide', className: classes.endpoint, cell: ({ database }) => <Endpoint database={database} /> },
  { head: 'Plan', cell: ({ database }) => database.plan },
  { head: 'Created', cell: ({ database }) => <Ago at={database.createdAt} /> },
]

export function DatabaseTable({ databases, samples }: { databases: Database[]; samples: Map<string, Sample> | undefined }) {
  const rows = databases.map((database) => {
    const sample = samples?.get(database.id)
    return { database, measured: sample?.up ? sample : undefined }
  })
  return <DataTable label="Databases" columns={COLUMNS} rows={rows} keyOf={(it) => it.database.id} testIdOf={(it) => `database-row-${it.database.name}`} />
}

function Reason({ database }: { database: Database }) {
  const reason = reasonOf(database)
  if (!reason) return null
  return (
    <Tooltip label={reason.detail ?? reason.sentence}>
      <Text size="xs" mt={4} className={classes.reason} data-weight={reason.weight} data-testid="reason">
        {reason.weight !== 'calm' && <Icon name="warning" size={14} />}
        <span>{reason.title}</span>
      </Text>
    </Tooltip>
  )
}

function Endpoint({ database: { name, endpoint } }: { database: Database }) {
  if (!endpoint) return <Text size="sm" c="dimmed">not yet</Text>
  const text = `${endpoint.host}:${endpoint.port}`
  return (
    <Group gap={2} wrap="nowrap">
      <code>{text}</code>
      <CopyButton value={text} label={`Copy the endpoint of ${name}`} />
    </Group>
  )
}
