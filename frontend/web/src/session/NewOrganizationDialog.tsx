import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { answer, api } from '../api/client'
import { ProblemNotice } from '../ui/ProblemNotice'
import { useFormProblem } from '../ui/useFormProblem'
import { useSwitchOrganization } from './session'

export function organizationNameProblem(name: string): string | null {
  return name.trim() === '' ? 'Give it a name.' : name.trim().length > 60 ? 'Use at most 60 characters.' : null
}

/** Founds an organization and goes on in it. */
export function NewOrganizationDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const navigate = useNavigate()
  const form = useForm({ initialValues: { name: '' }, validate: { name: organizationNameProblem } })
  const change = useSwitchOrganization()
  const found = useMutation({
    mutationFn: async (name: string) => {
      const organization = await answer(api.POST('/organizations', { body: { name } }))
      await change.mutateAsync(organization.id)
      return organization
    },
  })
  const rest = useFormProblem(form, found.error)
  const close = () => {
    found.reset()
    form.reset()
    onClose()
  }
  const submit = form.onSubmit(({ name }) =>
    found.mutate(name.trim(), {
      onSuccess: (organization) => {
        close()
        void navigate('/databases')
        notifications.show({ message: `${organization.name} is there, and you act for it.` })
      },
    }),
  )
  return (
    <Modal opened={opened} onClose={close} title="New organization">
      <form onSubmit={submit} noValidate aria-label="New organization">
        <Stack>
          {rest !== null && <ProblemNotice error={rest} />}
          <Text size="sm">It has databases, keys and members of its own. You become its owner.</Text>
          <TextInput label="Name" data-autofocus autoComplete="off" {...form.getInputProps('name')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>Cancel</Button>
            <Button type="submit" loading={found.isPending}>Create organization</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
