import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { answer, api } from '../api/client'
import { ProblemNotice } from '../ui/ProblemNotice'
import { usePageTitle } from '../ui/usePageTitle'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'
import { EntryPage } from './EntryPage'
import { useEnterSession } from './session'

export function SignUpPage() {
  usePageTitle('Sign up')
  const navigate = useNavigate()
  const enter = useEnterSession()
  const form = useForm({
    initialValues: { email: '', password: '', organization: '' },
    validate: {
      email: (it) => (/^\S+@\S+$/.test(it.trim()) ? null : 'Enter an e-mail address, such as ada@example.com.'),
      password: (it) => (it.length < 10 ? 'Use at least 10 characters.' : it.length > 200 ? 'Use at most 200 characters.' : null),
      organization: (it) => (it.length > 60 ? 'Use at most 60 characters.' : null),
    },
  })
  const signUp = useMutation({
    mutationFn: ({ email, password, organization }: typeof form.values) =>
      answer(api.POST('/auth/signup', { body: { email: email.trim(), password, organization: organization.trim() || undefined } })),
    onSuccess: async () => {
      await enter()
      await navigate('/databases', { replace: true })
    },
  })
  const rest = useFormProblem(form, signUp.error)

  return (
    <EntryPage
      title="Create your account"
      note="A Redis of your own, in a second."
      foot={<>Have an account? <Anchor component={Link} to="/login" size="sm">Log in</Anchor></>}
    >
      <form onSubmit={form.onSubmit((values) => signUp.mutate(values), focusFirst(form))} noValidate aria-label="Sign up">
        <Stack>
          {rest !== null && <ProblemNotice error={rest} />}
          <TextInput label="E-mail" type="email" autoComplete="email" autoFocus required withAsterisk={false} {...form.getInputProps('email')} />
          <PasswordInput label="Password" description="At least 10 characters" autoComplete="new-password" required withAsterisk={false} {...form.getInputProps('password')} />
          <TextInput label="Organization" description="Optional: your team or project" autoComplete="organization" {...form.getInputProps('organization')} />
          <Button type="submit" size="md" mt="xs" loading={signUp.isPending}>
            Sign up
          </Button>
        </Stack>
      </form>
    </EntryPage>
  )
}
