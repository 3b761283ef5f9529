import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, api } from '../api/client'
import { makePasskey } from '../passkey/webauthn'
import { useRefreshMe } from '../session/session'

export const SESSIONS = ['sessions'] as const
const TWO_FACTOR = ['two-factor'] as const
const PASSKEYS = ['passkeys'] as const

export const sessionsQuery = () =>
  queryOptions({
    queryKey: SESSIONS,
    queryFn: async ({ signal }) => (await answer(api.GET('/auth/sessions', { signal }))).items,
  })

export const twoFactorQuery = () =>
  queryOptions({
    queryKey: TWO_FACTOR,
    queryFn: ({ signal }) => answer(api.GET('/auth/two-factor', { signal })),
  })

export const passkeysQuery = () =>
  queryOptions({
    queryKey: PASSKEYS,
    queryFn: async ({ signal }) => (await answer(api.GET('/auth/passkeys', { signal }))).items,
  })

/** Proves the password, has a device make a passkey, and hands it in. */
export function useAddPasskey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ name, password }: { name: string; password: string }) => {
      const { ceremony, publicKey } = await answer(api.POST('/auth/passkeys/options', { body: { password } }))
      const credential = await makePasskey(publicKey)
      return answer(api.POST('/auth/passkeys', { body: { name, ceremony, credential } }))
    },
    onSuccess: () => client.invalidateQueries({ queryKey: PASSKEYS }),
  })
}

export function useRemovePasskey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (passkeyId: string) => answer(api.DELETE('/auth/passkeys/{passkeyId}', { params: { path: { passkeyId } } })),
    onSettled: () => client.invalidateQueries({ queryKey: PASSKEYS }),
  })
}

/** Ends one session, or all others. */
export function useEndSessions() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (sessionId: string | 'others') =>
      sessionId === 'others' ? answer(api.DELETE('/auth/sessions')) : answer(api.DELETE('/auth/sessions/{sessionId}', { params: { path: { sessionId } } })),
    onSettled: () => client.invalidateQueries({ queryKey: SESSIONS }),
  })
}

/** Something that changes the second factor, so that what is known of it is asked anew. */
export function useTwoFactorCall<T>(call: (input: string) => Promise<T>) {
  const client = useQueryClient()
  const refresh = useRefreshMe()
  return useMutation({
    mutationFn: call,
    // not waited for: what was answered is shown at once
    onSettled: () => {
      void client.invalidateQueries({ queryKey: TWO_FACTOR })
      void refresh()
    },
  })
}
