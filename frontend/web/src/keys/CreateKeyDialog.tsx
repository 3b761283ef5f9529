import { Alert, Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Access, CreatedApiKey, NewApiKey } from '../api/types'
import { roleOptions } from '../session/roleNotes'
import { CopyButton } from '../ui/CopyButton'
import { ProblemNotice } from '../ui/ProblemNotice'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'
import { Narrowing } from './Narrowing'
import { accessesOf } from './reach'
import { useCreateApiKey } from './queries'

const LIFETIMES = [
  { value: '', label: 'never' },
  { value: '30', label: 'in 30 days' },
  { value: '90', label: 'in 90 days' },
  { value: '365', label: 'in a year' },
]
const DAY = 86_400_000

export function CreateKeyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const create = useCreateApiKey()
  const close = () => {
    create.reset()
    onClose()
  }
  return (
    <Modal opened={opened} onClose={close} title={create.data ? 'Your new key' : 'Create an API key'} closeOnClickOutside={!create.data}>
      {create.data ? <NewKey created={create.data} onClose={close} /> : <KeyForm create={create} onCancel={close} />}
    </Modal>
  )
}

function KeyForm({ create, onCancel }: { create: ReturnType<typeof useCreateApiKey>; onCancel: () => void }) {
  const form = useForm({
    initialValues: { name: '', role: 'developer' as NewApiKey['role'], days: '', access: [] as Access[], databases: [] as string[] },
    validate: { name: (it) => (it.trim() === '' ? 'Say what it is for, such as “ci”.' : it.length > 60 ? 'Use at most 60 characters.' : null) },
  })
  const rest = useFormProblem(form, create.error)
  const submit = form.onSubmit(({ name, role, days, access, databases }) => {
    const possible = access.filter((it) => accessesOf(role).includes(it))
    create.mutate({
      name: name.trim(),
      role,
      expiresAt: days === '' ? undefined : new Date(Date.now() + Number(days) * DAY).toISOString(),
      access: possible.length > 0 ? possible : undefined,
      databases: databases.length > 0 ? databases : undefined,
    })
  }, focusFirst(form))
  return (
    <form onSubmit={submit} noValidate aria-label="Create an API key">
      <Stack>
        {rest !== null && <ProblemNotice error={rest} />}
        <TextInput label="Name" description="What it is for" data-autofocus autoComplete="off" {...form.getInputProps('name')} />
        <NativeSelect label="Role" data={roleOptions(['developer', 'admin', 'viewer'])} {...form.getInputProps('role')} />
        <NativeSelect label="Expires" data={LIFETIMES} {...form.getInputProps('days')} />
        <Narrowing role={form.values.role} access={form.getInputProps('access')} databases={form.getInputProps('databases')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>Cancel</Button>
          <Button type="submit" loading={create.isPending}>Create key</Button>
        </Group>
      </Stack>
    </form>
  )
}

function NewKey({ created, onClose }: { created: CreatedApiKey; onClose: () => void }) {
  return (
    <Stack>
      <Alert color="orange" role="status">Copy it now. It is stored as a hash only and cannot be shown again.</Alert>
      <Text ff="monospace" size="sm" style={{ overflowWrap: 'anywhere' }} data-testid="new-key">{created.key}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>Done</Button>
        <CopyButton value={created.key} label="Copy the key" word="Copy" />
      </Group>
    </Stack>
  )
}
