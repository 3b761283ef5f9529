import { Card, SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Database } from '../api/types'
import { MemoryBar } from '../databases/MemoryBar'
import { samplesQuery } from '../databases/queries'
import { compact } from '../ui/format'

/** The latest sample, so that one sees at a glance that it works. */
export function LiveSummary({ database }: { database: Database }) {
  const sample = useQuery(samplesQuery()).data?.get(database.id)
  const measured = sample?.up && database.status === 'running' ? sample : undefined
  return (
    <Card>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xl">
        <Figure name="Memory"><MemoryBar used={measured?.usedMemoryBytes} limit={database.memoryLimitBytes} /></Figure>
        <Figure name="Ops per second"><Value value={measured?.opsPerSecond} /></Figure>
        <Figure name="Clients"><Value value={measured?.connectedClients} /></Figure>
        <Figure name="Keys"><Value value={measured?.keys} /></Figure>
      </SimpleGrid>
    </Card>
  )
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed" mb={3}>{name}</Text>
      {children}
    </div>
  )
}

function Value({ value }: { value: number | null | undefined }) {
  return <Text fz="xl" fw={600} lh={1.15} className="tabular">{value == null ? '–' : compact(value)}</Text>
}
