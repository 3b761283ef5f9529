import { Alert, Button, Checkbox, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { CopyButton } from '../ui/CopyButton'
import { Icon } from '../ui/Icon'
import { saveText } from '../ui/saveText'

/** The codes, shown this once; whoever goes on says that they are kept. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const [kept, setKept] = useState(false)
  const text = codes.join('\n')
  return (
    <Stack>
      <Alert color="orange" role="status">Keep these where your phone is not. Each logs you in once when you have no app at hand. They are not shown again.</Alert>
      <SimpleGrid component="ol" cols={2} spacing={6} m={0} p={0} style={{ listStyle: 'none' }} data-testid="recovery-codes">
        {codes.map((code) => <Text component="li" key={code} ff="monospace" size="sm" ta="center">{code}</Text>)}
      </SimpleGrid>
      <Group gap="xs">
        <CopyButton value={text} label="Copy the codes" word="Copy" />
        <Button variant="default" leftSection={<Icon name="download" size={17} />} onClick={() => saveText(`Recovery codes of MiniRedis; each works once.\n\n${text}\n`, 'miniredis-recovery-codes.txt')}>Download</Button>
      </Group>
      <Checkbox label="I have kept them" checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
      <Group justify="flex-end">
        <Button disabled={!kept} onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  )
}
