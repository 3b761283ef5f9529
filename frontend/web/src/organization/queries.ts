import { notifications } from '@mantine/notifications'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { answer, api } from '../api/client'
import type { Role } from '../api/types'
import { useMe, useRefreshMe } from '../session/session'

const keyOf = (organizationId: string) => ['organization', organizationId] as const

export const membersQuery = (organizationId: string) =>
  queryOptions({
    queryKey: [...keyOf(organizationId), 'members'],
    queryFn: async ({ signal }) => (await answer(api.GET('/organizations/{organizationId}/members', { params: { path: { organizationId } }, signal }))).items,
  })

export const invitationsQuery = (organizationId: string) =>
  queryOptions({
    queryKey: [...keyOf(organizationId), 'invitations'],
    queryFn: async ({ signal }) => (await answer(api.GET('/organizations/{organizationId}/invitations', { params: { path: { organizationId } }, signal }))).items,
  })

/** A change of the organization that is acted in; what is known of it and of the caller's place in it is asked anew. */
function useChange<Input, Answer>(call: (organizationId: string, input: Input) => Promise<Answer>, then?: (input: Input) => unknown) {
  const client = useQueryClient()
  const refresh = useRefreshMe()
  const { id } = useMe().organization
  return useMutation({
    mutationFn: (input: Input) => call(id, input),
    onSuccess: async (_, input) => {
      then?.(input)
      await refresh()
    },
    onSettled: () => void client.invalidateQueries({ queryKey: keyOf(id) }),
  })
}

export function useChangeRole() {
  return useChange(
    (organizationId, { userId, role }: { userId: string; role: Role }) =>
      answer(api.PATCH('/organizations/{organizationId}/members/{userId}', { params: { path: { organizationId, userId } }, body: { role } })),
  )
}

function remove(organizationId: string, userId: string) {
  return answer(api.DELETE('/organizations/{organizationId}/members/{userId}', { params: { path: { organizationId, userId } } }))
}

export function useRemoveMember() {
  return useChange(remove)
}

/** For me; I act in another of my organizations afterwards. */
export function useLeave() {
  const goodbye = useGoodbye((name) => `You have left ${name}.`)
  return useChange(remove, goodbye)
}

export function useTransfer() {
  return useChange((organizationId, userId: string) => answer(api.POST('/organizations/{organizationId}/transfer', { params: { path: { organizationId } }, body: { userId } })))
}

export function useInvite() {
  return useChange(
    (organizationId, body: { email: string; role: Role }) => answer(api.POST('/organizations/{organizationId}/invitations', { params: { path: { organizationId } }, body })),
    ({ email }) => notifications.show({ message: `An invitation is on its way to ${email}.` }),
  )
}

export function useWithdraw() {
  return useChange((organizationId, invitationId: string) =>
    answer(api.DELETE('/organizations/{organizationId}/invitations/{invitationId}', { params: { path: { organizationId, invitationId } } })),
  )
}

export function useRename() {
  return useChange((organizationId, name: string) => answer(api.PATCH('/organizations/{organizationId}', { params: { path: { organizationId } }, body: { name } })), () =>
    notifications.show({ message: 'The organization is renamed.' }),
  )
}

export function useDelete() {
  const goodbye = useGoodbye((name) => `${name} is deleted.`)
  return useChange((organizationId, confirm: string) => answer(api.DELETE('/organizations/{organizationId}', { params: { path: { organizationId }, query: { confirm } } })), goodbye)
}

/** Says it and goes where any organization has something to show. */
function useGoodbye(sentence: (name: string) => string) {
  const navigate = useNavigate()
  const { name } = useMe().organization
  return () => {
    notifications.show({ message: sentence(name) })
    void navigate('/databases')
  }
}
