import { Anchor, Card, Group, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import { answer, api } from '../api/client'
import { useMe } from '../session/session'
import { NewPasswordInput, newPasswordProblem } from '../ui/NewPasswordInput'
import { ProblemNotice } from '../ui/ProblemNotice'
import { SubmitButton } from '../ui/SubmitButton'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'
import { SESSIONS } from './queries'

export function PasswordCard() {
  const client = useQueryClient()
  const { user } = useMe()
  const form = useForm({
    initialValues: { current: '', password: '' },
    validate: { current: (it) => (it === '' ? 'Enter your present password.' : null), password: newPasswordProblem },
  })
  const change = useMutation({
    mutationFn: (body: typeof form.values) => answer(api.PUT('/auth/password', { body })),
    onSuccess: () => {
      form.reset()
      notifications.show({ message: 'Your password is changed. Your other sessions have ended.' })
      return client.invalidateQueries({ queryKey: SESSIONS })
    },
  })
  const rest = useFormProblem(form, change.error)
  return (
    <Card>
      <Title order={2} mb={4}>Password</Title>
      <Text size="sm" c="dimmed" mb="md">
        A change ends your other sessions. No password yet, or forgotten? <Anchor component={Link} to="/forgot-password" state={{ email: user?.email }} size="sm">Have a link mailed</Anchor>
      </Text>
      <form onSubmit={form.onSubmit((values) => change.mutate(values), focusFirst(form))} noValidate aria-label="Change password">
        <Stack maw={420}>
          {rest !== null && <ProblemNotice error={rest} />}
          <PasswordInput label="Present password" autoComplete="current-password" {...form.getInputProps('current')} />
          <NewPasswordInput label="New password" {...form.getInputProps('password')} />
          <Group><SubmitButton call={change}>Change password</SubmitButton></Group>
        </Stack>
      </form>
    </Card>
  )
}
