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

export function useLogOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => answer(api.POST('/auth/logout')),
    onSuccess: () => {
      client.clear()
      // a full load: nothing of the account stays in memory
      window.location.assign('/login')
    },
  })
}
