import { Progress, Stack, Text } from '@mantine/core'
import { bytes } from '../ui/format'

/** Used memory against the limit; the colour changes where eviction or refused writes come near. */
export function MemoryBar({ used, limit }: { used: number | null | undefined; limit: number }) {
  const share = used == null ? 0 : Math.min(100, (used / limit) * 100)
  const color = share >= 95 ? 'red' : share >= 80 ? 'orange' : 'petrol'
  return (
    <Stack gap={5}>
      <Text size="sm" className="tabular" data-testid="memory">
        {used == null ? '–' : bytes(used)} <Text span c="dimmed" size="sm">of {bytes(limit)}</Text>
      </Text>
      <Progress.Root size={5}>
        <Progress.Section value={share} color={color} aria-label="Memory used" aria-valuetext={used == null ? 'no data' : `${Math.round(share)} %`} />
      </Progress.Root>
    </Stack>
  )
}
