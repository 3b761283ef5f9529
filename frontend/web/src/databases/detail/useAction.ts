import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api, idempotencyKey } from '../../api/client'
import type { Database, Operation } from '../../api/types'
import type { Action } from '../actions'
import { eventsKey } from '../events/queries'

/** Wishes an action and shows its operation at once, before the next poll does. */
export function useAction(databaseId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (action: Action): Promise<Operation> => (await call(databaseId, action)).operation,
    onSuccess: (operation) => {
      client.setQueryData<Database>(['databases', databaseId], (it) => it && { ...it, operation })
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['databases'] })
      void client.invalidateQueries({ queryKey: eventsKey(databaseId) })
    },
  })
}

function call(databaseId: string, action: Action) {
  const params = { path: { databaseId }, header: { 'Idempotency-Key': idempotencyKey() } }
  switch (action) {
    case 'start':
      return answer(api.POST('/databases/{databaseId}/start', { params }))
    case 'stop':
      return answer(api.POST('/databases/{databaseId}/stop', { params }))
    case 'restart':
      return answer(api.POST('/databases/{databaseId}/restart', { params }))
    case 'delete':
      return answer(api.DELETE('/databases/{databaseId}', { params }))
  }
}
