import { Card, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { bytes, dateTime } from '../../ui/format'
import { CopyButton } from '../../ui/CopyButton'
import { EVICTION_POLICIES, PERSISTENCES } from '../create/choices'
import { operationsQuery } from '../queries'
import { sentence } from '../status'
import { useDatabase } from './DatabasePage'
import { OperationHistory } from './OperationHistory'

/** What the database is set to, and what was done to it. */
export function SettingsTab() {
  const database = useDatabase()
  const operations = useQuery(operationsQuery(database.id))
  const eviction = EVICTION_POLICIES.find((it) => it.value === database.evictionPolicy)
  const persistence = PERSISTENCES.find((it) => it.value === database.persistence)
  return (
    <Stack>
      <Card>
        <Title order={2} mb="md">Settings</Title>
        <SimpleGrid component="dl" cols={{ base: 1, sm: 2 }} m={0} spacing="lg">
          <Fact name="Id">{database.id} <CopyButton value={database.id} label="Copy the id" /></Fact>
          <Fact name="Plan">{database.plan}</Fact>
          <Fact name="Memory limit">{bytes(database.memoryLimitBytes)}</Fact>
          <Fact name="Connections">{database.maxConnections ? `up to ${database.maxConnections.toLocaleString('en')}` : 'not limited by the plan'}</Fact>
          <Fact name="Persistence" note={persistence?.note}>{persistence?.title ?? database.persistence}</Fact>
          <Fact name="When memory is full" note={eviction?.note}>{database.evictionPolicy}</Fact>
          <Fact name="Engine">{sentence(database.engineVersion ?? database.engine)}</Fact>
          <Fact name="Created">{dateTime(database.createdAt)}</Fact>
        </SimpleGrid>
      </Card>
      <OperationHistory operations={operations} />
    </Stack>
  )
}

function Fact({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">{name}</Text>
      <Text component="dd" m={0} size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>{children}</Text>
      {note && <Text component="dd" m={0} size="sm" c="dimmed">{note}</Text>}
    </div>
  )
}
