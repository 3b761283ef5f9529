import { Card, SimpleGrid, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Database } from '../../api/types'
import { CopyButton } from '../../ui/CopyButton'
import { bytes, dateTime } from '../../ui/format'

/** What cannot be changed by itself. */
export function FactsCard({ database }: { database: Database }) {
  return (
    <Card>
      <Title order={2} mb="md">Facts</Title>
      <SimpleGrid component="dl" cols={{ base: 1, sm: 2 }} m={0} spacing="lg">
        <Fact name="Id">{database.id} <CopyButton value={database.id} label="Copy the id" /></Fact>
        <Fact name="Created">{dateTime(database.createdAt)}</Fact>
        <Fact name="Memory limit">{bytes(database.memoryLimitBytes)}</Fact>
        <Fact name="Connections">{database.maxConnections ? `up to ${database.maxConnections.toLocaleString('en')}` : 'not limited by the plan'}</Fact>
        {database.certificateExpiresAt && <Fact name="Certificate">ends on {dateTime(database.certificateExpiresAt)}, renewed well before</Fact>}
      </SimpleGrid>
    </Card>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">{name}</Text>
      <Text component="dd" m={0} size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>{children}</Text>
    </div>
  )
}
