import { Modal, Text } from '@mantine/core'
import { answer, api } from '../api/client'
import { PasswordProof } from './PasswordProof'
import { useTwoFactorCall } from './queries'
import { RecoveryCodes } from './RecoveryCodes'

export function RenewCodesDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const renew = useTwoFactorCall((password) => answer(api.POST('/auth/two-factor/recovery-codes', { body: { password } })))
  const close = () => {
    renew.reset()
    onClose()
  }
  return (
    <Modal opened={opened} onClose={close} title={renew.data ? 'Your recovery codes' : 'Make new recovery codes?'} closeOnClickOutside={!renew.data} closeOnEscape={!renew.data}>
      {renew.data ? (
        <RecoveryCodes codes={renew.data.recoveryCodes} onDone={close} />
      ) : (
        <PasswordProof call={renew} verb="Make new codes" onCancel={close}>
          <Text size="sm">The ones that you have now stop working.</Text>
        </PasswordProof>
      )}
    </Modal>
  )
}
