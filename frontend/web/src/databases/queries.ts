import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api/client'
import { allOf } from '../api/pages'
import { isOutage } from '../api/queryClient'
import type { Database } from '../api/types'
import { isMoving } from './status'

const CALM = 5_000
const MOVING = 1_000
/** While a stream tells every change, polling only mends what it may have missed. */
const STREAMED = 30_000

/** Every database of the organization, newest first; asked often while something is on its way. */
export const databasesQuery = () =>
  queryOptions({
    queryKey: ['databases'],
    queryFn: ({ signal }): Promise<Database[]> => allOf((query) => answer(api.GET('/databases', { params: { query }, signal }))),
    refetchInterval: (query) => (query.state.data?.some(isMoving) ? MOVING : CALM),
  })

export const databaseQuery = (id: string, live = false) =>
  queryOptions({
    queryKey: ['databases', id],
    queryFn: ({ signal }) => answer(api.GET('/databases/{databaseId}', { params: { path: { databaseId: id } }, signal })),
    refetchInterval: ({ state }) => {
      if (state.error && !isOutage(state.error)) return false
      if (live) return STREAMED
      return state.data && isMoving(state.data) ? MOVING : CALM
    },
  })

/** The latest sample of each database, by its id. */
export const samplesQuery = () =>
  queryOptions({
    queryKey: ['metrics', 'latest'],
    queryFn: ({ signal }) => answer(api.GET('/metrics', { signal })),
    select: (latest) => new Map(latest.items.map((it) => [it.databaseId, it])),
    refetchInterval: CALM,
  })

export const plansQuery = () =>
  queryOptions({
    queryKey: ['plans'],
    queryFn: async ({ signal }) => (await answer(api.GET('/plans', { signal }))).items,
    staleTime: 300_000,
  })
