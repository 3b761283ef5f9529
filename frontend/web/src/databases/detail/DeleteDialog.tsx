import { Button, Code, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Database } from '../../api/types'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { useAction } from './useAction'

/** Deletes only after the name was typed. */
export function DeleteDialog({ database, opened, onClose }: { database: Database; opened: boolean; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const act = useAction(database.id)
  const matches = typed.trim() === database.name
  const close = () => {
    setTyped('')
    act.reset()
    onClose()
  }
  const remove = () =>
    act.mutate('delete', {
      onSuccess: () => {
        notifications.show({ message: `${database.name} is being deleted.` })
        void navigate('/databases')
      },
    })
  return (
    <Modal opened={opened} onClose={close} title={`Delete ${database.name}?`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (matches) remove()
        }}
      >
        <Stack>
          {act.isError && <ProblemNotice error={act.error} />}
          <Text size="sm">
            The database stops at once and its URL stops working. Its data is kept on the host for the grace period, then it is gone for good.
          </Text>
          <TextInput
            label={<>Type <Code>{database.name}</Code> to confirm</>}
            aria-label={`Type ${database.name} to confirm`}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-autofocus
            data-testid="delete-confirmation"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>Cancel</Button>
            <Button type="submit" color="red" disabled={!matches} loading={act.isPending} data-testid="delete-submit">Delete database</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
