import { infiniteQueryOptions } from '@tanstack/react-query'
import { answer, api } from '../api/client'
import type { Page } from '../api/pages'
import { isOutage } from '../api/queryClient'
import type { AuditEvent } from '../api/types'
import { queryOf, type Filters } from './filters'

export const auditQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ['audit', filters],
    queryFn: async ({ pageParam, signal }): Promise<Page<AuditEvent>> => {
      const page = await answer(api.GET('/audit', { params: { query: { ...queryOf(filters), limit: 50, cursor: pageParam } }, headers: { Accept: 'application/json' }, signal }))
      return page as Page<AuditEvent>
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) => (isOutage(query.state.error) ? 5_000 : false),
  })

const PAGES_AT_MOST = 100

/** All that the filters let through, as one CSV; the next page is named by the `Link` of the one before. */
export async function auditCsv(filters: Filters): Promise<string> {
  let text = ''
  let cursor: string | undefined
  for (let page = 0; page < PAGES_AT_MOST; page++) {
    let link: string | null = null
    const part = await answer(
      api.GET('/audit', { params: { query: { ...queryOf(filters), limit: 200, cursor } }, headers: { Accept: 'text/csv' }, parseAs: 'text' }).then((it) => {
        link = it.response.headers.get('Link')
        return it
      }),
    )
    // each page begins with the names of the columns
    text += page === 0 ? part : part.slice(part.indexOf('\n') + 1)
    cursor = nextCursor(link)
    if (cursor === undefined) break
  }
  return text
}

/** Of `<…?cursor=X>; rel="next"`. */
export function nextCursor(link: string | null): string | undefined {
  const address = link?.match(/<([^>]*)>\s*;\s*rel="?next"?/)?.[1]
  return address === undefined ? undefined : (new URL(address, window.location.origin).searchParams.get('cursor') ?? undefined)
}
