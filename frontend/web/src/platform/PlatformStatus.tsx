import { Badge, Text, Tooltip } from '@mantine/core'
import { sentenceOfCode } from '../api/sentences'
import { words } from '../ui/format'

const GOOD = new Set(['up', 'ready', 'running', 'succeeded', 'active'])
const BAD = new Set(['lost', 'failed', 'unavailable', 'down', 'silent'])

/** The state of something, and why. */
export function PlatformStatus({ status, reason }: { status: string; reason?: string | null }) {
  const kind = status.toLowerCase()
  return (
    <>
      <Badge color={GOOD.has(kind) ? 'teal' : BAD.has(kind) ? 'red' : 'gray'}>{words(status)}</Badge>
      {reason && (
        <Tooltip label={sentenceOfCode(reason)} disabled={!sentenceOfCode(reason)}>
          <Text size="xs" c="dimmed" mt={4}>{words(reason)}</Text>
        </Tooltip>
      )}
    </>
  )
}
