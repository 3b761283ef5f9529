import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useNavigate } from 'react-router'
import { answer, api, idempotencyKey } from '../../api/client'
import { isUnanswered } from '../../api/problem'
import type { Credentials, NewDatabase } from '../../api/types'
import { credentialsKey } from '../../connect/credentials'

/** Creates a database and goes to its page, where the URL is at hand at once. */
export function useCreateDatabase() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const attempt = useRef({ body: '', key: '' })
  return useMutation({
    mutationFn: (body: NewDatabase) => {
      const wanted = JSON.stringify(body)
      if (attempt.current.body !== wanted) attempt.current = { body: wanted, key: idempotencyKey() }
      return answer(api.POST('/databases', { body, params: { header: { 'Idempotency-Key': attempt.current.key } } }))
    },
    onSuccess: async ({ password, url, ...database }) => {
      client.setQueryData(['databases', database.id], database)
      if (url) client.setQueryData(credentialsKey(database.id), { username: database.username, password, url } satisfies Credentials)
      void client.invalidateQueries({ queryKey: ['databases'], exact: true })
      await navigate(`/databases/${database.id}`, { replace: true })
    },
    onError: (error) => {
      // an unanswered call may have created it, so its repetition keeps the key; a refused one is over
      if (!isUnanswered(error)) attempt.current = { body: '', key: '' }
    },
  })
}
