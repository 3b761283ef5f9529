import { Alert, Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { CreatedApiKey } from '../api/types'
import { CopyButton } from '../ui/CopyButton'
import { ProblemNotice } from '../ui/ProblemNotice'
import { useFormProblem } from '../ui/useFormProblem'
import { useCreateApiKey } from './queries'

const ROLES = [
  { value: 'developer', label: 'developer: create and use databases' },
  { value: 'admin', label: 'admin: also delete databases and manage keys' },
  { value: 'viewer', label: 'viewer: look only' },
]
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
    initialValues: { name: '', role: 'developer', days: '' },
    validate: { name: (it) => (it.trim() === '' ? 'Say what it is for, such as “ci”.' : it.length > 60 ? 'Use at most 60 characters.' : null) },
  })
  const rest = useFormProblem(form, create.error)
  const submit = form.onSubmit(({ name, role, days }) =>
    create.mutate({
      name: name.trim(),
      role: role as 'developer',
      expiresAt: days === '' ? undefined : new Date(Date.now() + Number(days) * DAY).toISOString(),
    }),
  )
  return (
    <form onSubmit={submit} noValidate aria-label="Create an API key">
      <Stack>
        {rest !== null && <ProblemNotice error={rest} />}
        <TextInput label="Name" description="What it is for" data-autofocus autoComplete="off" {...form.getInputProps('name')} />
        <NativeSelect label="Role" data={ROLES} {...form.getInputProps('role')} />
        <NativeSelect label="Expires" data={LIFETIMES} {...form.getInputProps('days')} />
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
