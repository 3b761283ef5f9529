import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../api/client'
import { allOf } from '../api/pages'
import type { ApiKey, NewApiKey } from '../api/types'

const KEYS = ['api-keys'] as const

export const apiKeysQuery = () =>
  queryOptions({
    queryKey: KEYS,
    queryFn: ({ signal }): Promise<ApiKey[]> => allOf((query) => answer(api.GET('/api-keys', { params: { query }, signal }))),
  })

export function useCreateApiKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewApiKey) => answer(api.POST('/api-keys', { body })),
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
