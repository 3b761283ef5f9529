import { Anchor, Button, Center, Loader, Stack, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { answer, api } from '../api/client'
import { hasCode } from '../api/problem'
import { meQuery, useRefreshMe } from '../session/session'
import { ProblemNotice } from '../ui/ProblemNotice'
import { usePageTitle } from '../ui/usePageTitle'
import { EntryPage } from './EntryPage'
import { useMailedToken } from './entryState'
import { InvalidLinkPage } from './InvalidLinkPage'

/** Spends a token. A query, since those of one key are asked once however often a page mounts; nothing asks it again by itself. */
const verificationQuery = (token: string) =>
  queryOptions({
    queryKey: ['verification', token],
    queryFn: async () => {
      await answer(api.POST('/auth/verification/confirm', { body: { token } }))
      return true
    },
    enabled: token !== '',
    meta: { ofNobody: true },
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    refetchInterval: false,
    refetchOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** Where the link leads that verifies an address. */
export function VerifyPage() {
  usePageTitle('Verify your address')
  const token = useMailedToken()
  const verification = useQuery(verificationQuery(token))
  const me = useQuery(meQuery())
  const refresh = useRefreshMe()
  useEffect(() => {
    if (verification.isSuccess) void refresh()
  }, [verification.isSuccess])
  const on = me.data ? <Anchor component={Link} to="/databases">Go to your databases</Anchor> : <Anchor component={Link} to="/login">Go to log in</Anchor>

  if (token === '' || hasCode(verification.error, 'LINK_INVALID')) {
    return <InvalidLinkPage action={on}>{me.data?.user?.emailVerified ? 'Your address is verified already.' : 'Log in to have a new one sent.'}</InvalidLinkPage>
  }
  if (verification.isError) {
    return (
      <EntryPage title="Verify your address" foot={on}>
        <ProblemNotice error={verification.error} onRetry={() => void verification.refetch()} />
      </EntryPage>
    )
  }
  if (verification.isPending) {
    return (
      <EntryPage title="Verify your address" foot={null}>
        <Center><Loader aria-label="Verifying your address" /></Center>
      </EntryPage>
    )
  }
  return (
    <EntryPage title="Your address is verified" foot={null}>
      <Stack>
        <Text role="status">Thank you. Mails about your account reach you there.</Text>
        <Button component={Link} to={me.data ? '/databases' : '/login'} size="md">{me.data ? 'Go to your databases' : 'Log in'}</Button>
      </Stack>
    </EntryPage>
  )
}
