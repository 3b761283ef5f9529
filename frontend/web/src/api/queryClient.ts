import { MutationCache, QueryCache, QueryClient, type QueryCacheNotifyEvent } from '@tanstack/react-query'
import { ApiProblem, isUnauthenticated } from './problem'
import type { Me } from './types'

export const ME_KEY = ['me'] as const

/** The cache of server state: shows the last known data, retries what is down, and notices the end of a session anywhere. */
export function newQueryClient(): QueryClient {
  const endSession = (error: unknown) => {
    // null means "asked, and nobody is logged in"; the router sends such a visitor to the log-in page
    if (isUnauthenticated(error) && client.getQueryData(ME_KEY)) client.setQueryData(ME_KEY, null)
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: endSession }),
    mutationCache: new MutationCache({ onError: endSession }),
    defaultOptions: {
      queries: {
        // a dashboard on localhost works without a network, so the browser's idea of being online is not asked
        networkMode: 'always',
        staleTime: 2_000,
        retry: (failures, error) => error instanceof ApiProblem && error.isOutage && failures < 1,
        retryDelay: 700,
        refetchInterval: (query) => (isOutage(query.state.error) ? 5_000 : false),
      },
      mutations: { networkMode: 'always' },
    },
  })
  client.getQueryCache().subscribe(forgetOfOthers(client))
  return client
}

/**
 * Drops everything that was shown of the organization before as soon as another one is acted in, also when that was chosen in another tab.
 * Queries with `meta: { ofNobody: true }` are about no organization and stay.
 */
function forgetOfOthers(client: QueryClient): (event: QueryCacheNotifyEvent) => void {
  let before: string | undefined
  return (event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.query.queryKey[0] !== ME_KEY[0]) return
    const now = (event.query.state.data as Me | null | undefined)?.organization.id
    if (before !== undefined && before !== now) client.removeQueries({ predicate: (it) => it.queryKey[0] !== ME_KEY[0] && it.meta?.ofNobody !== true })
    before = now
  }
}

export function isOutage(error: unknown): boolean {
  return error instanceof ApiProblem && error.isOutage
}
