import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { isOutage } from '../../api/queryClient'
import type { DatabaseEvents } from '../../api/types'

const POLLED = 5_000
/** While the stream tells what is new, a look now and then mends what it may have missed. */
const STREAMED = 60_000

/** How many are shown at first, and how many the API gives at most. */
export const FIRST = 50
export const MOST = 200

export const eventsKey = (databaseId: string) => ['events', databaseId] as const

/** What happened to a database, newest first. */
export const eventsQuery = (databaseId: string, limit: number, live: boolean) =>
  queryOptions({
    queryKey: [...eventsKey(databaseId), limit],
    queryFn: async ({ signal }) => {
      const params = { path: { databaseId }, query: { limit } }
      // the same address answers with an endless stream to those who ask for one
      return (await answer(api.GET('/databases/{databaseId}/events', { params, headers: { Accept: 'application/json' }, signal }))) as DatabaseEvents
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      if (state.error && !isOutage(state.error)) return false
      // a silent host is asked again soon, whatever the stream says
      return live && state.data?.complete ? STREAMED : POLLED
    },
  })
