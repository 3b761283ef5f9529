import { Anchor, Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { Link } from 'react-router'
import { hasCode } from '../api/problem'
import { organizationNameProblem } from '../session/organizationNameProblem'
import { may, refusalOf } from '../session/roles'
import { useMe } from '../session/session'
import { CopyButton } from '../ui/CopyButton'
import { ProblemNotice } from '../ui/ProblemNotice'
import { SubmitButton } from '../ui/SubmitButton'
import { TypedNameDialog } from '../ui/TypedNameDialog'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'
import { useDelete, useRename } from './queries'

export function OrganizationSettingsTab() {
  const me = useMe()
  return (
    <Stack>
      <NameCard key={me.organization.name} />
      {may(me, 'OWN_ORGANIZATION') && <DeleteCard />}
    </Stack>
  )
}

function NameCard() {
  const me = useMe()
  const { id, name } = me.organization
  const refusal = refusalOf(me, 'MANAGE_MEMBERS')
  const rename = useRename()
  const form = useForm({ initialValues: { name }, validate: { name: organizationNameProblem } })
  const rest = useFormProblem(form, rename.error)
  const submit = form.onSubmit(({ name: wanted }) => rename.mutate(wanted.trim()), focusFirst(form))
  return (
    <Card>
      <Title order={2} mb="md">Name</Title>
      <form onSubmit={submit} noValidate aria-label="Rename the organization">
        <Stack maw={420}>
          {rest !== null && <ProblemNotice error={rest} />}
          <TextInput aria-label="Name" autoComplete="off" disabled={refusal !== null} description={refusal} {...form.getInputProps('name')} />
          {refusal === null && <Group><SubmitButton call={rename} disabled={form.values.name.trim() === name}>Rename</SubmitButton></Group>}
        </Stack>
      </form>
      <Text size="sm" c="dimmed" mt="md">Id: <code>{id}</code> <CopyButton value={id} label="Copy the id" /></Text>
    </Card>
  )
}

function DeleteCard() {
  const { name } = useMe().organization
  const [opened, dialog] = useDisclosure(false)
  const remove = useDelete()
  return (
    <Card>
      <Group justify="space-between" gap="md">
        <div style={{ flex: '1 1 320px' }}>
          <Title order={2} mb={4}>Delete the organization</Title>
          <Text size="sm" c="dimmed">With its members, keys and invitations, for good. Its databases have to be deleted before.</Text>
        </div>
        <Button variant="default" c="red" size="sm" onClick={dialog.open}>Delete…</Button>
      </Group>
      <TypedNameDialog
        name={name}
        verb="Delete organization"
        opened={opened}
        onClose={dialog.close}
        onConfirm={() => remove.mutate(name)}
        deletion={remove}
        problem={hasCode(remove.error, 'ORGANIZATION_NOT_EMPTY') && <ProblemNotice error={remove.error}><Anchor component={Link} to="/databases" size="sm">Go to its databases</Anchor></ProblemNotice>}
      >
        <Text size="sm">Its keys stop working within five seconds, and its members see nothing of it any more. Nobody can bring it back.</Text>
      </TypedNameDialog>
    </Card>
  )
}
