import { Button, Group, Modal, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { ProblemNotice } from './ProblemNotice'

interface Props {
  opened: boolean
  onClose: () => void
  title: string
  /** the word on the button */
  verb: string
  onConfirm: () => void
  call: { isPending: boolean; error: Error | null; reset: () => void }
  harmless?: boolean
  children: ReactNode
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ opened, onClose, title, verb, onConfirm, call, harmless = false, children }: Props) {
  const close = () => {
    call.reset()
    onClose()
  }
  return (
    <Modal opened={opened} onClose={close} title={title}>
      <Stack>
        {call.error && <ProblemNotice error={call.error} />}
        <div>{children}</div>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={close}>Cancel</Button>
          <Button color={harmless ? undefined : 'red'} loading={call.isPending} onClick={onConfirm}>{verb}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
