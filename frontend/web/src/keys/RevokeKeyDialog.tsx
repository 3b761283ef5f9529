import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ApiKey } from '../api/types'
import { ProblemNotice } from '../ui/ProblemNotice'
import { useRevokeApiKey } from './queries'

export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const revoke = useRevokeApiKey()
  const close = () => {
    revoke.reset()
    onClose()
  }
  return (
    <Modal opened={apiKey !== null} onClose={close} title={`Revoke ${apiKey?.name}?`}>
      <Stack>
        {revoke.isError && <ProblemNotice error={revoke.error} />}
        <Text size="sm">Programs that use this key are refused within five seconds. It cannot be brought back.</Text>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={close}>Cancel</Button>
          <Button color="red" loading={revoke.isPending} onClick={() => apiKey && revoke.mutate(apiKey.id, { onSuccess: close })}>Revoke key</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
