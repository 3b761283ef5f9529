import { Modal, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { answer, api } from '../api/client'
import { PasswordProof } from './PasswordProof'
import { useTwoFactorCall } from './queries'

export function TurnOffDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const off = useTwoFactorCall(async (password) => {
    await answer(api.POST('/auth/two-factor/disable', { body: { password } }))
    notifications.show({ message: 'The second factor is off.' })
    close()
  })
  const close = () => {
    off.reset()
    onClose()
  }
  return (
    <Modal opened={opened} onClose={close} title="Turn the second factor off?">
      <PasswordProof call={off} verb="Turn off" color="red" onCancel={close}>
        <Text size="sm">Your password alone lets in again. The secret in your app and your recovery codes stop working.</Text>
      </PasswordProof>
    </Modal>
  )
}
