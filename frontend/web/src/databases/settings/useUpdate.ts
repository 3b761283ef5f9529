import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api, idempotencyKey } from '../../api/client'
import type { Database, DatabaseChange } from '../../api/types'
import { credentialsKey } from '../../connect/credentials'
import { eventsKey } from '../events/queries'
import { isOpen } from '../status'

/** Sends a change of settings. It waits up to 2 s; what takes longer goes on as the database's operation. */
export function useUpdate(databaseId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: DatabaseChange) =>
      answer(api.PATCH('/databases/{databaseId}', { body, params: { path: { databaseId }, header: { 'Idempotency-Key': idempotencyKey() } } })),
    onSuccess: async ({ operation }, change) => {
      client.setQueryData<Database>(['databases', databaseId], (it) => it && { ...it, operation: isOpen(operation) ? operation : null })
      if (change.tls !== undefined) void client.invalidateQueries({ queryKey: credentialsKey(databaseId) })
      // the form shows what the database says, so what was sent has to be there before the form forgets it
      await client.invalidateQueries({ queryKey: ['databases'] })
    },
    onSettled: () => void client.invalidateQueries({ queryKey: eventsKey(databaseId) }),
  })
}
