import { Anchor, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { answer, api } from '../api/client'
import { useEnterSession } from '../session/session'
import { NewPasswordInput, newPasswordProblem } from '../ui/NewPasswordInput'
import { ProblemNotice } from '../ui/ProblemNotice'
import { SubmitButton } from '../ui/SubmitButton'
import { usePageTitle } from '../ui/usePageTitle'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'
import { emailProblem } from './emailProblem'
import { EntryPage } from './EntryPage'
import { useEntryState } from './entryState'
import { MailboxPage } from './MailboxPage'
import { OtherWays } from './OtherWays'

export function SignUpPage() {
  usePageTitle('Sign up')
  const navigate = useNavigate()
  const state = useEntryState()
  const invited = state.note === 'invited'
  const enter = useEnterSession()
  const form = useForm({
    initialValues: { email: state.email ?? '', password: '', organization: '' },
    validate: { email: emailProblem, password: newPasswordProblem, organization: (it) => (it.length > 60 ? 'Use at most 60 characters.' : null) },
  })
  const signUp = useMutation({
    mutationFn: ({ email, password, organization }: typeof form.values) =>
      answer(api.POST('/auth/signup', { body: { email: email.trim(), password, organization: organization.trim() || undefined } })),
    onSuccess: async (account) => {
      // without an account in the answer, a mail is under way and nobody is logged in
      if (!account) return
      await enter()
      await navigate(state.next ?? '/databases', { replace: true })
    },
  })
  const rest = useFormProblem(form, signUp.error)

  if (signUp.isSuccess && !signUp.data) {
    return (
      <MailboxPage email={form.values.email.trim()} foot={<Anchor component={Link} to="/login" state={state} size="sm">Go to log in</Anchor>}>
        Open the link in it, then log in.{invited && ' After that, open the link of your invitation once more.'}
      </MailboxPage>
    )
  }
  return (
    <EntryPage
      title="Create your account"
      note={invited ? 'Then you can join the organization.' : 'A Redis of your own, in a second.'}
      foot={<>Have an account? <Anchor component={Link} to="/login" state={state} size="sm">Log in</Anchor></>}
    >
      <form onSubmit={form.onSubmit((values) => signUp.mutate(values), focusFirst(form))} noValidate aria-label="Sign up">
        <Stack>
          {rest !== null && <ProblemNotice error={rest} />}
          <TextInput label="E-mail" type="email" autoComplete="email" autoFocus={!state.email} readOnly={invited} description={invited && 'Whom the invitation is for'} required withAsterisk={false} {...form.getInputProps('email')} />
          <NewPasswordInput autoFocus={Boolean(state.email)} {...form.getInputProps('password')} />
          <TextInput label="Organization" description="Optional: your team or project" autoComplete="organization" {...form.getInputProps('organization')} />
          <SubmitButton call={signUp} size="md" mt="xs">Sign up</SubmitButton>
        </Stack>
      </form>
      <OtherWays />
    </EntryPage>
  )
}
