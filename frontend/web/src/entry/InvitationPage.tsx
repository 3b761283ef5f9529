import { Alert, Anchor, Button, Center, Loader, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { answer, api } from '../api/client'
import { hasCode } from '../api/problem'
import type { Role } from '../api/types'
import { ROLE_NOTES } from '../session/roleNotes'
import { meQuery, useLogOut, useRefreshMe } from '../session/session'
import { dateTime } from '../ui/format'
import { ProblemNotice } from '../ui/ProblemNotice'
import { usePageTitle } from '../ui/usePageTitle'
import { EntryPage } from './EntryPage'
import { useMailedToken, type EntryState } from './entryState'
import { InvalidLinkPage } from './InvalidLinkPage'

const offerQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => answer(api.POST('/invitations/look', { body: { token } })),
    enabled: token !== '',
    meta: { ofNobody: true },
  })

/** Where an invitation leads: look at it, log in or sign up, join. */
export function InvitationPage() {
  usePageTitle('Invitation')
  const token = useMailedToken()
  const offer = useQuery(offerQuery(token))
  const me = useQuery(meQuery())

  if (token === '' || hasCode(offer.error, 'LINK_INVALID')) {
    return <InvalidLinkPage action={<Anchor component={Link} to="/databases">Go to your databases</Anchor>}>Ask whoever invited you to send another.</InvalidLinkPage>
  }
  const failed = offer.isLoadingError ? offer : me.isLoadingError ? me : null
  if (failed) {
    return <EntryPage title="Invitation" foot={null}><ProblemNotice error={failed.error} onRetry={() => void failed.refetch()} /></EntryPage>
  }
  if (offer.data === undefined || me.data === undefined) {
    return <EntryPage title="Invitation" foot={null}><Center><Loader aria-label="Loading the invitation" /></Center></EntryPage>
  }
  const { organizationName, email, role, expiresAt } = offer.data
  const entry: EntryState = { next: `/invitation#${token}`, note: 'invited', email }
  return (
    <EntryPage title={`Join ${organizationName}`} note={<>Sent to {email}, valid until {dateTime(expiresAt)}</>} foot={me.data?.user && <SomebodyElse email={me.data.user.email} />}>
      <Stack>
        <Invited role={role} />
        {me.data === null ? (
          <>
            <Button component={Link} to="/signup" state={entry} size="md">Create an account</Button>
            <Button component={Link} to="/login" state={entry} size="md" variant="default">I have an account</Button>
          </>
        ) : me.data.user?.email.toLowerCase() === email.toLowerCase() ? (
          <Join token={token} organizationName={organizationName} />
        ) : (
          <Alert color="orange">It is for {email} only. Log out, then come back with that address.</Alert>
        )}
      </Stack>
    </EntryPage>
  )
}

function Invited({ role }: { role: Role }) {
  return <Text>You are invited as <b>{role}</b>: {ROLE_NOTES[role]}.</Text>
}

function Join({ token, organizationName }: { token: string; organizationName: string }) {
  const navigate = useNavigate()
  const refresh = useRefreshMe()
  const accept = useMutation({
    mutationFn: () => answer(api.POST('/invitations/accept', { body: { token } })),
    onSuccess: async () => {
      await refresh()
      notifications.show({ message: `Welcome to ${organizationName}.` })
      await navigate('/databases', { replace: true })
    },
  })
  return (
    <>
      {accept.isError && <ProblemNotice error={accept.error} />}
      <Button size="md" onClick={() => accept.mutate()} loading={accept.isPending}>Join {organizationName}</Button>
    </>
  )
}

function SomebodyElse({ email }: { email: string }) {
  // the link stays in the address
  const logOut = useLogOut(() => window.location.reload())
  return <>Logged in as {email}. <Anchor component="button" size="sm" onClick={() => logOut.mutate()}>Log out</Anchor></>
}
