import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../api/client'
import type { ApiKey } from '../api/types'

const KEYS = ['api-keys'] as const
const PAGES_AT_MOST = 10

export const apiKeysQuery = () =>
  queryOptions({
    queryKey: KEYS,
    queryFn: async ({ signal }): Promise<ApiKey[]> => {
      const keys: ApiKey[] = []
      let cursor: string | undefined
      for (let page = 0; page < PAGES_AT_MOST; page++) {
        const { items, next } = await answer(api.GET('/api-keys', { params: { query: { limit: 200, cursor } }, signal }))
        keys.push(...items)
        if (next === null || next === undefined) break
        cursor = next
      }
      return keys
    },
  })

export function useCreateApiKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; role: 'admin' | 'developer' | 'viewer'; expiresAt?: string }) => answer(api.POST('/api-keys', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS }),
  })
}

export function useRevokeApiKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (keyId: string) => answer(api.DELETE('/api-keys/{keyId}', { params: { path: { keyId } } })),
    onSuccess: (_, keyId) => client.setQueryData<ApiKey[]>(KEYS, (it) => it?.filter((key) => key.id !== keyId)),
    onSettled: () => client.invalidateQueries({ queryKey: KEYS }),
  })
}
