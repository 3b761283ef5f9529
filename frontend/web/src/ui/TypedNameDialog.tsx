import { Button, Code, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { ProblemNotice } from './ProblemNotice'

interface Props {
  name: string
  /** the word on the button, as in “Delete database” */
  verb: string
  opened: boolean
  onClose: () => void
  onConfirm: () => void
  /** what was answered so far */
  deletion: { isPending: boolean; error: Error | null; reset: () => void }
  /** stands in for the notice that tells the error */
  problem?: ReactNode
  /** what goes with it */
  children: ReactNode
}

/** Deletes only after the name was typed. */
export function TypedNameDialog({ name, verb, opened, onClose, onConfirm, deletion, problem, children }: Props) {
  const [typed, setTyped] = useState('')
  const matches = typed.trim() === name
  const close = () => {
    setTyped('')
    deletion.reset()
    onClose()
  }
  return (
    <Modal opened={opened} onClose={close} title={`Delete ${name}?`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (matches && !deletion.isPending) onConfirm()
        }}
      >
        <Stack>
          {problem || (deletion.error && <ProblemNotice error={deletion.error} />)}
          {children}
          <TextInput
            label={<>Type <Code>{name}</Code> to confirm</>}
            aria-label={`Type ${name} to confirm`}
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
            <Button type="submit" color="red" disabled={!matches} loading={deletion.isPending} data-testid="delete-submit">{verb}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
