import { Suspense } from 'react'
import { Outlet } from 'react-router'
import { TableSkeleton } from './TableSkeleton'

/** The chosen tab below its page's head, which stays while the tab's script is fetched. */
export function TabOutlet({ context }: { context?: unknown }) {
  return (
    <Suspense fallback={<TableSkeleton label="Loading the page" />}>
      <Outlet context={context} />
    </Suspense>
  )
}
