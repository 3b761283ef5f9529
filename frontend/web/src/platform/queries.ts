import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api/client'
import type { Page } from '../api/pages'

// Every look is written into the record, so nothing here is asked again by itself.
const ON_REQUEST = { staleTime: Infinity, refetchInterval: false, refetchOnWindowFocus: false, refetchOnReconnect: false } as const

function pages<T>(name: string, fetch: (query: { limit: number; cursor?: string }, signal: AbortSignal) => Promise<Page<T>>) {
  return infiniteQueryOptions({
    queryKey: ['platform', name],
    queryFn: ({ pageParam, signal }) => fetch({ limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    gcTime: 0,
    ...ON_REQUEST,
  })
}

export const hostsQuery = () => pages('hosts', (query, signal) => answer(api.GET('/platform/hosts', { params: { query }, signal })))
export const nodesQuery = () => pages('nodes', (query, signal) => answer(api.GET('/platform/nodes', { params: { query }, signal })))
export const operationsQuery = () => pages('operations', (query, signal) => answer(api.GET('/platform/operations', { params: { query }, signal })))
export const usageQuery = () => pages('usage', (query, signal) => answer(api.GET('/platform/usage', { params: { query }, signal })))

export const integrityQuery = () =>
  queryOptions({
    queryKey: ['platform', 'integrity'],
    queryFn: async ({ signal }) => (await answer(api.GET('/platform/audit/integrity', { signal }))).parts,
    gcTime: 0,
    ...ON_REQUEST,
  })
