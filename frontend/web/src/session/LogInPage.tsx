import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { Link, useLocation, useNavigate } from 'react-router'
import { answer, api } from '../api/client'
import { isUnauthenticated } from '../api/problem'
import { WRONG_CREDENTIALS } from '../api/sentences'
import { ProblemNotice } from '../ui/ProblemNotice'
import { usePageTitle } from '../ui/usePageTitle'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'
import { EntryPage } from './EntryPage'
import { useEnterSession } from './session'

const NOTES: Record<string, string> = {
  ended: 'Your session has ended. Log in to go on where you were.',
  needed: 'Log in to see this page.',
}

export function LogInPage() {
  usePageTitle('Log in')
  const navigate = useNavigate()
  const { next, note } = (useLocation().state ?? {}) as { next?: string; note?: string }
  const enter = useEnterSession()
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (it) => (it.trim() === '' ? 'Enter your e-mail address.' : null),
      password: (it) => (it === '' ? 'Enter your password.' : null),
    },
  })
  const logIn = useMutation({
    mutationFn: ({ email, password }: typeof form.values) => answer(api.POST('/auth/login', { body: { email: email.trim(), password } })),
    onSuccess: async () => {
      await enter()
      await navigate(next ?? '/databases', { replace: true })
    },
    onError: () => form.setFieldValue('password', ''),
  })
  const rest = useFormProblem(form, logIn.error)
  const refused = isUnauthenticated(rest)

  return (
    <EntryPage title="Log in" foot={<>New here? <Anchor component={Link} to="/signup" size="sm">Create an account</Anchor></>}>
      <form onSubmit={form.onSubmit((values) => logIn.mutate(values), focusFirst(form))} noValidate aria-label="Log in">
        <Stack>
          {note && !logIn.isError && <Alert role="status">{NOTES[note]}</Alert>}
          {refused && <Alert color="red" role="alert">{WRONG_CREDENTIALS}</Alert>}
          {rest !== null && !refused && <ProblemNotice error={rest} />}
          <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
          <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
          <Button type="submit" size="md" mt="xs" loading={logIn.isPending}>
            Log in
          </Button>
        </Stack>
      </form>
    </EntryPage>
  )
}
