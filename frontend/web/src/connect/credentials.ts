import { queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api/client'
import type { Credentials, Database } from '../api/types'

export const credentialsKey = (databaseId: string) => ['credentials', databaseId] as const

/** How to connect; asked again until the database has a URL. */
export const credentialsQuery = (database: Database, allowed: boolean) =>
  queryOptions({
    queryKey: credentialsKey(database.id),
    queryFn: ({ signal }) => answer(api.GET('/databases/{databaseId}/credentials', { params: { path: { databaseId: database.id } }, signal })),
    enabled: allowed && database.endpoint !== null,
    staleTime: 60_000,
    refetchInterval: ({ state }) => (state.error || (state.data && isBehind(state.data, database)) ? 2_000 : false),
  })

/** Whether it has no URL yet, or one from before TLS was switched. */
function isBehind({ url }: Credentials, { tls }: Database): boolean {
  return url == null || url.startsWith('rediss:') !== tls
}

/** The same URL with its password hidden: `redis://default:••••••••@host:port`. */
export function masked(url: string): string {
  return url.replace(/^(rediss?:\/\/[^:@/]*:)[^@]*@/, '$1••••••••@')
}
