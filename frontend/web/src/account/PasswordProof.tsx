import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { ReactNode } from 'react'
import { ProblemNotice } from '../ui/ProblemNotice'
import { SubmitButton } from '../ui/SubmitButton'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'

interface Props {
  call: { mutate: (password: string) => void; isPending: boolean; error: Error | null }
  verb: string
  color?: string
  onCancel: () => void
  children: ReactNode
}

/** Asks for the password once more before something that an open page alone must not be able to do. */
export function PasswordProof({ call, verb, color, onCancel, children }: Props) {
  const form = useForm({ initialValues: { current: '' }, validate: { current: (it) => (it === '' ? 'Enter your password.' : null) } })
  const rest = useFormProblem(form, call.error)
  return (
    <form onSubmit={form.onSubmit(({ current }) => call.mutate(current), focusFirst(form))} noValidate aria-label="Confirm with your password">
      <Stack>
        {rest !== null && <ProblemNotice error={rest} />}
        {children}
        <PasswordInput label="Your password" autoComplete="current-password" data-autofocus {...form.getInputProps('current')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>Cancel</Button>
          <SubmitButton call={call} color={color}>{verb}</SubmitButton>
        </Group>
      </Stack>
    </form>
  )
}
