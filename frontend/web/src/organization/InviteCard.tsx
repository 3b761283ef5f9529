import { Card, Group, NativeSelect, Stack, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Role } from '../api/types'
import { emailProblem } from '../entry/emailProblem'
import { roleOptions } from '../session/roleNotes'
import { rolesToGive } from '../session/roles'
import { useMe } from '../session/session'
import { ProblemNotice } from '../ui/ProblemNotice'
import { SubmitButton } from '../ui/SubmitButton'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'
import { useInvite } from './queries'

export function InviteCard() {
  const me = useMe()
  const invite = useInvite()
  const form = useForm({ initialValues: { email: '', role: 'developer' as Role }, validate: { email: emailProblem } })
  const rest = useFormProblem(form, invite.error)
  const submit = form.onSubmit(({ email, role }) => invite.mutate({ email: email.trim(), role }, { onSuccess: () => form.setFieldValue('email', '') }), focusFirst(form))
  return (
    <Card>
      <Title order={2} mb="md">Invite somebody</Title>
      <form onSubmit={submit} noValidate aria-label="Invite somebody">
        <Stack>
          {rest !== null && <ProblemNotice error={rest} />}
          <Group align="flex-start" gap="sm">
            <TextInput label="E-mail" type="email" autoComplete="off" flex="2 1 240px" {...form.getInputProps('email')} />
            <NativeSelect label="Role" data={roleOptions(rolesToGive(me))} flex="2 1 240px" {...form.getInputProps('role')} />
            <SubmitButton call={invite} mt={{ base: 0, sm: 25 }}>Send invitation</SubmitButton>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
