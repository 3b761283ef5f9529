import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { answer, api } from '../api/client'
import { ProblemNotice } from '../ui/ProblemNotice'
import { useFormProblem } from '../ui/useFormProblem'
import { organizationNameProblem } from './organizationNameProblem'
import { useSwitchOrganization } from './session'

/** Founds an organization and goes on in it. */
export function NewOrganizationDialog({ onClose }: { onClose: () => void }) {
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
  const submit = form.onSubmit(({ name }) =>
    found.mutate(name.trim(), {
      onSuccess: (organization) => {
        onClose()
        void navigate('/databases')
        notifications.show({ message: `${organization.name} is there, and you act for it.` })
      },
    }),
  )
  return (
    <Modal opened onClose={onClose} title="New organization">
      <form onSubmit={submit} noValidate aria-label="New organization">
        <Stack>
          {rest !== null && <ProblemNotice error={rest} />}
          <Text size="sm">It has databases, keys and members of its own. You become its owner.</Text>
          <TextInput label="Name" data-autofocus autoComplete="off" {...form.getInputProps('name')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>Cancel</Button>
            <Button type="submit" loading={found.isPending}>Create organization</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
