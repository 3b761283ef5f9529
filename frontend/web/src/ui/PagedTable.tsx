import { Button, Group, Stack } from '@mantine/core'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Page } from '../api/pages'
import { DataTable, type Column } from './DataTable'
import { ProblemNotice } from './ProblemNotice'
import { TableSkeleton } from './TableSkeleton'

interface Props<T> {
  pages: UseInfiniteQueryResult<InfiniteData<Page<T>>>
  /** what the rows are, as in “hosts” */
  noun: string
  columns: ReadonlyArray<Column<T>>
  keyOf: (row: T) => string
  testIdOf?: (row: T) => string
  empty: ReactNode
}

/** A table that grows by a page at a time. */
export function PagedTable<T>({ pages, noun, empty, ...table }: Props<T>) {
  if (pages.isPending) return <TableSkeleton label={`Loading ${noun}`} />
  if (pages.isLoadingError) return <ProblemNotice title={`The ${noun} could not be loaded`} error={pages.error} onRetry={() => void pages.refetch()} />
  const rows = pages.data.pages.flatMap((it) => it.items)
  if (rows.length === 0) return empty
  return (
    <Stack>
      <DataTable label={noun.charAt(0).toUpperCase() + noun.slice(1)} rows={rows} {...table} />
      {pages.isFetchNextPageError && <ProblemNotice error={pages.error} />}
      {pages.hasNextPage && (
        <Group justify="center">
          <Button variant="default" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>Show more {noun}</Button>
        </Group>
      )}
    </Stack>
  )
}
