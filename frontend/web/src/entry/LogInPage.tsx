import { Alert, Anchor } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { answer, api } from '../api/client'
import { hasCode, isUnauthenticated } from '../api/problem'
import { pickPasskey } from '../passkey/webauthn'
import { useEnterSession } from '../session/session'
import { usePageTitle } from '../ui/usePageTitle'
import { CodeStep } from './CodeStep'
import { EntryPage } from './EntryPage'
import { useEntryState } from './entryState'
import { OtherWays } from './OtherWays'
import { PasskeyButton } from './PasskeyButton'
import { PasswordStep, type Credentials } from './PasswordStep'
import { providerProblem } from './providerProblems'

const NOTES = {
  ended: 'Your session has ended. Log in to go on where you were.',
  needed: 'Log in to see this page.',
  reset: 'Your new password is set, and every session has ended. Log in with it.',
  invited: 'Log in to join the organization.',
}

export function LogInPage() {
  usePageTitle('Log in')
  const navigate = useNavigate()
  const state = useEntryState()
  const problem = useSearchParams()[0].get('problem')
  const enter = useEnterSession()
  // the password is right, and a code is asked for
  const [proven, setProven] = useState<Credentials | null>(null)
  const goOn = async () => {
    await enter()
    await navigate(state.next ?? '/databases', { replace: true })
  }
  const logIn = useMutation({
    mutationFn: (body: Credentials & { code?: string }) => answer(api.POST('/auth/login', { body })),
    onSuccess: goOn,
    onError: (error, { email, password }) => {
      if (hasCode(error, 'CODE_NEEDED')) setProven({ email, password })
      else if (isUnauthenticated(error)) setProven(null)
    },
  })
  const withPasskey = useMutation({
    mutationFn: async () => {
      const { ceremony, publicKey } = await answer(api.POST('/auth/login/passkey/options'))
      const credential = await pickPasskey(publicKey)
      return answer(api.POST('/auth/login/passkey', { body: { ceremony, credential } }))
    },
    onMutate: () => logIn.reset(),
    onSuccess: goOn,
  })
  if (proven) {
    const back = () => {
      logIn.reset()
      setProven(null)
    }
    return <CodeStep logIn={logIn} onCode={(code) => logIn.mutate({ ...proven, code })} onBack={back} />
  }
  return (
    <EntryPage title="Log in" foot={<>New here? <Anchor component={Link} to="/signup" state={state} size="sm">Create an account</Anchor></>}>
      {state.note && logIn.isIdle && <Alert role="status" mb="md">{NOTES[state.note]}</Alert>}
      {problem !== null && logIn.isIdle && <Alert color="red" role="alert" mb="md">{providerProblem(problem)}</Alert>}
      <PasswordStep logIn={logIn} email={state.email} />
      <PasskeyButton logIn={withPasskey} />
      <OtherWays />
    </EntryPage>
  )
}
