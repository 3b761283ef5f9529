import { Card } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './DataTable.module.css'

export interface Column<T> {
  head: string
  cell: (row: T) => ReactNode
  /** `title` names the row, `wide` wants a line of its own on a narrow screen, `actions` are buttons */
  kind?: 'title' | 'number' | 'wide' | 'actions'
  /** does without its heading on a narrow screen */
  bare?: boolean
  className?: string
}

interface Props<T> {
  label: string
  columns: ReadonlyArray<Column<T>>
  rows: readonly T[]
  keyOf: (row: T) => string
  testIdOf?: (row: T) => string
}

/** A real table; on narrow screens each row is laid out as a card. The roles are written out because `display` takes them away. */
export function DataTable<T>({ label, columns, rows, keyOf, testIdOf }: Props<T>) {
  return (
    <Card p={0} className={classes.card}>
      <table className={classes.table} role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ head, kind }) => (
              <th key={head} role="columnheader" scope="col" data-kind={kind} aria-label={kind === 'actions' ? head : undefined}>
                {kind === 'actions' ? null : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={keyOf(row)} role="row" data-testid={testIdOf?.(row)}>
              {columns.map(({ head, cell, kind, bare, className }) => (
                <td key={head} role="cell" data-kind={kind} data-label={head} data-bare={bare || undefined} className={className}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
