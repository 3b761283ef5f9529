import { Center, Container, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { ProblemNotice } from '../ui/ProblemNotice'
import { meQuery } from './session'

/** Lets those pass who are logged in; others go to the log-in page, and from there back to where they were. */
export function RequireSession({ onAsked }: { onAsked: () => void }) {
  const me = useQuery(meQuery())
  const location = useLocation()
  const wasLoggedIn = useRef(false)
  // what is needed next comes while the answer is on its way
  useEffect(onAsked, [])
  if (me.isPending) {
    return (
      <Center mih="60vh">
        <Loader aria-label="Loading your account" />
      </Center>
    )
  }
  if (me.isLoadingError) {
    return (
      <Container size="xs" py={80}>
        <ProblemNotice title="MiniRedis does not answer" error={me.error} onRetry={() => void me.refetch()} />
      </Container>
    )
  }
  if (me.data === null || me.data === undefined) {
    const next = location.pathname + location.search
    const note = wasLoggedIn.current ? 'ended' : next === '/' || next === '/databases' ? undefined : 'needed'
    return <Navigate to="/login" replace state={{ next, note }} />
  }
  wasLoggedIn.current = true
  return <Outlet />
}
