import { Alert, Anchor, Box, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { isUnauthenticated } from '../api/problem'
import { WRONG_CREDENTIALS } from '../api/sentences'
import { ProblemNotice } from '../ui/ProblemNotice'
import { SubmitButton } from '../ui/SubmitButton'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'

export interface Credentials {
  email: string
  password: string
}

interface Props {
  logIn: { mutate: (credentials: Credentials) => void; isPending: boolean; error: Error | null }
  email: string | undefined
}

export function PasswordStep({ logIn, email = '' }: Props) {
  const form = useForm({
    initialValues: { email, password: '' },
    validate: {
      email: (it) => (it.trim() === '' ? 'Enter your e-mail address.' : null),
      password: (it) => (it === '' ? 'Enter your password.' : null),
    },
  })
  const rest = useFormProblem(form, logIn.error)
  const refused = isUnauthenticated(rest)
  useEffect(() => {
    if (logIn.error) form.setFieldValue('password', '')
  }, [logIn.error])
  return (
    <form onSubmit={form.onSubmit((it) => logIn.mutate({ email: it.email.trim(), password: it.password }), focusFirst(form))} noValidate aria-label="Log in">
      <Stack>
        {refused && <Alert color="red" role="alert">{WRONG_CREDENTIALS}</Alert>}
        {rest !== null && !refused && <ProblemNotice error={rest} />}
        <TextInput label="E-mail" type="email" autoComplete="username" autoFocus={email === ''} {...form.getInputProps('email')} />
        <Box>
          <PasswordInput label="Password" autoComplete="current-password" autoFocus={email !== ''} {...form.getInputProps('password')} />
          <Anchor component={Link} to="/forgot-password" state={{ email: form.values.email.trim() }} size="sm" display="inline-block" mt={6}>Forgot your password?</Anchor>
        </Box>
        <SubmitButton call={logIn} size="md">Log in</SubmitButton>
      </Stack>
    </form>
  )
}
