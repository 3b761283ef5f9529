import { Anchor, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import { answer, api } from '../api/client'
import { hasCode } from '../api/problem'
import { ME_KEY } from '../api/queryClient'
import { NewPasswordInput, newPasswordProblem } from '../ui/NewPasswordInput'
import { ProblemNotice } from '../ui/ProblemNotice'
import { SubmitButton } from '../ui/SubmitButton'
import { usePageTitle } from '../ui/usePageTitle'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'
import { EntryPage } from './EntryPage'
import { useMailedToken, type EntryState } from './entryState'
import { InvalidLinkPage } from './InvalidLinkPage'

/** Where the mailed link of a forgotten password leads. */
export function ResetPasswordPage() {
  usePageTitle('Set a new password')
  const token = useMailedToken()
  const navigate = useNavigate()
  const client = useQueryClient()
  const form = useForm({ initialValues: { password: '' }, validate: { password: newPasswordProblem } })
  const reset = useMutation({
    mutationFn: (password: string) => answer(api.POST('/auth/password/reset', { body: { token, password } })),
    onSuccess: async () => {
      // this browser's session ended with all others
      client.setQueryData(ME_KEY, null)
      await navigate('/login', { replace: true, state: { note: 'reset' } satisfies EntryState })
    },
  })
  const rest = useFormProblem(form, reset.error)
  if (token === '' || hasCode(rest, 'LINK_INVALID')) {
    return <InvalidLinkPage action={<Anchor component={Link} to="/forgot-password">Ask for a new link</Anchor>} />
  }
  return (
    <EntryPage title="Set a new password" note="Every session of your account ends with it." foot={<Anchor component={Link} to="/login" size="sm">Back to log in</Anchor>}>
      <form onSubmit={form.onSubmit(({ password }) => reset.mutate(password), focusFirst(form))} noValidate aria-label="Set a new password">
        <Stack>
          {rest !== null && <ProblemNotice error={rest} />}
          <NewPasswordInput label="New password" autoFocus {...form.getInputProps('password')} />
          <SubmitButton call={reset} size="md">Set the password</SubmitButton>
        </Stack>
      </form>
    </EntryPage>
  )
}
