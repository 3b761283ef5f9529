import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, idempotencyKey } from '../api/client'
import { ProblemNotice } from '../ui/ProblemNotice'
import { credentialsKey } from './credentials'

const OVERLAPS = [
  { value: '0', label: 'stops working at once' },
  { value: '900', label: 'works for 15 minutes more' },
  { value: '86400', label: 'works for a day more' },
  { value: '604800', label: 'works for a week more' },
]

/** Makes a new password; the old one may go on working while programs are changed over. */
export function RotatePassword({ databaseId }: { databaseId: string }) {
  const client = useQueryClient()
  const [opened, dialog] = useDisclosure(false)
  const [overlap, setOverlap] = useState('900')
  const rotate = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/databases/{databaseId}/credentials/rotate', {
          params: { path: { databaseId }, header: { 'Idempotency-Key': idempotencyKey() } },
          body: { overlapSeconds: Number(overlap) },
        }),
      ),
    onSuccess: (credentials) => {
      client.setQueryData(credentialsKey(databaseId), credentials)
      notifications.show({ message: 'The database has a new password. Copy the new URL.' })
      dialog.close()
    },
    // recorded all the same where it is only not in force yet
    onError: () => void client.invalidateQueries({ queryKey: credentialsKey(databaseId) }),
  })
  return (
    <>
      <Button variant="subtle" size="compact-sm" onClick={dialog.open}>Change password</Button>
      <Modal opened={opened} onClose={dialog.close} title="Change the password?">
        <Stack>
          {rotate.isError && <ProblemNotice error={rotate.error} />}
          <Text size="sm">The database gets a new password and with it a new URL. No connection is cut.</Text>
          <NativeSelect label="The old password" data={OVERLAPS} value={overlap} onChange={(event) => setOverlap(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={dialog.close}>Cancel</Button>
            <Button onClick={() => rotate.mutate()} loading={rotate.isPending}>Change password</Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
