import { Card } from '@mantine/core'
import type { Database, Sample } from '../../api/types'
import { useNow } from '../../ui/useNow'
import { DatabaseRow } from './DatabaseRow'
import classes from './DatabaseTable.module.css'

/** A real table; on narrow screens each row is laid out as a card. */
export function DatabaseTable({ databases, samples }: { databases: Database[]; samples: Map<string, Sample> | undefined }) {
  const now = useNow(30_000)
  return (
    <Card p={0} className={classes.card}>
      <table className={classes.table} role="table" aria-label="Databases">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Name</th>
            <th role="columnheader" scope="col">Status</th>
            <th role="columnheader" scope="col">Memory</th>
            <th role="columnheader" scope="col" className={classes.number}>Ops/s</th>
            <th role="columnheader" scope="col">Endpoint</th>
            <th role="columnheader" scope="col">Plan</th>
            <th role="columnheader" scope="col">Created</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {databases.map((it) => (
            <DatabaseRow key={it.id} database={it} sample={samples?.get(it.id)} now={now} />
          ))}
        </tbody>
      </table>
    </Card>
  )
}
