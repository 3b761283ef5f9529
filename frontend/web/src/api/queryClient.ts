import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem, isUnauthenticated } from './problem'

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
  return client
}

export function isOutage(error: unknown): boolean {
  return error instanceof ApiProblem && error.isOutage
}
