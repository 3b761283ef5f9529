import { Anchor, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { Link } from 'react-router'
import { answer, api } from '../api/client'
import { ProblemNotice } from '../ui/ProblemNotice'
import { SubmitButton } from '../ui/SubmitButton'
import { usePageTitle } from '../ui/usePageTitle'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'
import { emailProblem } from './emailProblem'
import { EntryPage } from './EntryPage'
import { useEntryState } from './entryState'
import { MailboxPage } from './MailboxPage'

export function ForgotPasswordPage() {
  usePageTitle('Forgot your password?')
  const form = useForm({ initialValues: { email: useEntryState().email ?? '' }, validate: { email: emailProblem } })
  const send = useMutation({ mutationFn: (email: string) => answer(api.POST('/auth/password/forgot', { body: { email } })) })
  const rest = useFormProblem(form, send.error)
  const foot = <Anchor component={Link} to="/login" size="sm">Back to log in</Anchor>
  if (send.isSuccess) {
    return <MailboxPage email={send.variables} foot={foot}>If there is an account with this address, it holds a link that sets a new password.</MailboxPage>
  }
  return (
    <EntryPage title="Forgot your password?" note="We mail you a link that sets a new one." foot={foot}>
      <form onSubmit={form.onSubmit(({ email }) => send.mutate(email.trim()), focusFirst(form))} noValidate aria-label="Forgot your password?">
        <Stack>
          {rest !== null && <ProblemNotice error={rest} />}
          <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
          <SubmitButton call={send} size="md">Send the link</SubmitButton>
        </Stack>
      </form>
    </EntryPage>
  )
}
