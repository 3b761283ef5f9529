import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core'

/** Asks before a command that empties the database. */
export function FlushDialog({ line, name, onAnswer }: { line: string | null; name: string; onAnswer: (yes: boolean) => void }) {
  return (
    <Modal opened={line !== null} onClose={() => onAnswer(false)} title={`Delete the keys of ${name}?`}>
      <Stack>
        <Text size="sm">
          <Code>{line}</Code> deletes every key that it reaches, for every client, at once. It cannot be undone.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={() => onAnswer(false)}>Cancel</Button>
          <Button color="red" onClick={() => onAnswer(true)}>Delete the keys</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
