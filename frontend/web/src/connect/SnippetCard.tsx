import { Card, Group, SegmentedControl, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { CopyButton } from '../ui/CopyButton'
import classes from './Connect.module.css'
import { CA_FILE, SNIPPETS } from './snippets'

/** Ready-made lines. What is shown may hide the password; what is copied never does. */
export function SnippetCard({ url, shown, tls }: { url: string; shown: string; tls: boolean }) {
  const [id, setId] = useState('cli')
  const snippet = SNIPPETS.find((it) => it.id === id) ?? SNIPPETS[0]!
  const code = tls ? snippet.tlsCode : snippet.code
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Title order={2}>Connect</Title>
        <div className={classes.languages}>
          <SegmentedControl size="xs" aria-label="Language" value={id} onChange={setId} data={SNIPPETS.map((it) => ({ value: it.id, label: it.label }))} />
        </div>
      </Group>
      <div className={classes.snippet}>
        <pre tabIndex={0} aria-label={`Connect with ${snippet.label}`} data-testid="snippet"><code>{code(shown)}</code></pre>
        <div className={classes.corner}>
          <CopyButton value={code(url)} label={`Copy the lines for ${snippet.label}`} testId="copy-snippet" />
        </div>
      </div>
      <Text size="xs" c="dimmed" mt="xs">{snippet.note}{tls && `; ${CA_FILE} lies in the working directory`}</Text>
    </Card>
  )
}
