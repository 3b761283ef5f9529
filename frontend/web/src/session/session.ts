import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { answer, api } from '../api/client'
import { isUnauthenticated } from '../api/problem'
import { ME_KEY } from '../api/queryClient'
import type { Me } from '../api/types'

/** Who is logged in; null when nobody is. */
export const meQuery = () =>
  queryOptions({
    queryKey: ME_KEY,
    queryFn: async ({ signal }): Promise<Me | null> => {
      try {
        return await answer(api.GET('/auth/me', { signal }))
      } catch (error) {
        if (isUnauthenticated(error)) return null
        throw error
      }
    },
    staleTime: 60_000,
    // another tab may have gone to another organization meanwhile
    refetchOnWindowFocus: 'always',
  })

/** The caller, on pages behind {@link RequireSession}. */
export function useMe(): Me {
  const me = useSuspenseQuery(meQuery()).data
  if (me === null) throw new Error('nobody is logged in')
  return me
}

/** Forgets everything of the session before, then asks who is logged in now. */
export function useEnterSession() {
  const client = useQueryClient()
  return async () => {
    client.clear()
    await client.fetchQuery({ ...meQuery(), staleTime: 0 })
  }
}

/** Asks anew who is logged in and where; see `forgetOfOthers` for what follows from the answer. */
export function useRefreshMe() {
  const client = useQueryClient()
  return () => client.fetchQuery({ ...meQuery(), staleTime: 0 })
}

/** Acts in another organization from now on. */
export function useSwitchOrganization() {
  const refresh = useRefreshMe()
  return useMutation({
    mutationFn: (organizationId: string) => answer(api.PUT('/auth/organization', { body: { organizationId } })),
    onSuccess: refresh,
  })
}

/** A full load afterwards, so that nothing of the account stays in memory. */
export function useLogOut(leave = () => window.location.assign('/login')) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => answer(api.POST('/auth/logout')),
    onSuccess: () => {
      client.clear()
      leave()
    },
  })
}
