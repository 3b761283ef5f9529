import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { ProblemNotice } from '../ui/ProblemNotice'
import { SubmitButton } from '../ui/SubmitButton'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'
import { useAddPasskey } from './queries'

interface Props {
  opened: boolean
  onClose: () => void
}

/** A name and the password, then what the browser and its device ask for. */
export function AddPasskeyDialog({ opened, onClose }: Props) {
  const add = useAddPasskey()
  const form = useForm({
    initialValues: { name: '', current: '' },
    validate: {
      name: (it) => (it.trim() === '' ? 'Give it a name, so that you know it again.' : null),
      current: (it) => (it === '' ? 'Enter your password.' : null),
    },
  })
  const rest = useFormProblem(form, add.error)
  const close = () => {
    add.reset()
    form.reset()
    onClose()
  }
  const begin = ({ name, current }: typeof form.values) =>
    add.mutate({ name: name.trim(), password: current }, {
      onSuccess: () => {
        notifications.show({ message: 'The passkey is added. Next time, log in with it.' })
        close()
      },
    })
  return (
    <Modal opened={opened} onClose={close} title="Add a passkey">
      <form onSubmit={form.onSubmit(begin, focusFirst(form))} noValidate aria-label="Add a passkey">
        <Stack>
          {rest !== null && <ProblemNotice error={rest} />}
          <Text size="sm">Your browser then asks where to keep it: on this device, in a password manager, or on a security key.</Text>
          <TextInput label="Name" placeholder="My laptop" maxLength={60} autoComplete="off" data-autofocus {...form.getInputProps('name')} />
          <PasswordInput label="Your password" autoComplete="current-password" {...form.getInputProps('current')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>Cancel</Button>
            <SubmitButton call={add}>Continue</SubmitButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
