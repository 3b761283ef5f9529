import { Group, SegmentedControl, SimpleGrid, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import type { Database, Metrics } from '../api/types'
import { useDatabase } from '../databases/detail/DatabasePage'
import { EmptyState } from '../ui/EmptyState'
import { ProblemNotice } from '../ui/ProblemNotice'
import { ChartCard } from './ChartCard'
import { CHARTS, RANGES } from './charts'
import { metricsQuery } from './queries'

export function MetricsTab() {
  const database = useDatabase()
  const [search, setSearch] = useSearchParams()
  const range = RANGES.find((it) => it.value === search.get('range'))?.value ?? '15m'
  const metrics = useQuery(metricsQuery(database.id, range))
  return (
    <>
      <Group justify="space-between" mb="md">
        <SegmentedControl
          size="sm"
          aria-label="Range"
          value={range}
          onChange={(it) => setSearch({ range: it }, { replace: true })}
          data={RANGES.map(({ value, label }) => ({ value, label }))}
        />
        <Text size="xs" c="dimmed">Measured every 5 seconds</Text>
      </Group>
      <Charts database={database} metrics={metrics} />
    </>
  )
}

function Charts({ database, metrics }: { database: Database; metrics: ReturnType<typeof useQuery<Metrics>> }) {
  if (metrics.isPending) return <ChartSkeletons />
  if (metrics.isLoadingError) return <ProblemNotice title="The measurements could not be loaded" error={metrics.error} onRetry={() => void metrics.refetch()} />
  const { series, from, to } = metrics.data
  if (series.every((it) => it.points.every((point) => point.value === null))) {
    return (
      <EmptyState title="No data yet">
        {database.status === 'running' ? 'The first measurements arrive a few seconds after the database answers.' : 'Only running databases are measured.'}
      </EmptyState>
    )
  }
  const end = to ? Date.parse(to) : Date.now()
  const start = from ? Date.parse(from) : end - 3_600_000
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} style={{ opacity: metrics.isPlaceholderData ? 0.55 : 1 }}>
      {CHARTS.map((chart) => {
        const found = series.find((it) => it.name === chart.name)
        return found && <ChartCard key={chart.name} chart={chart} points={found.points} database={database} from={start} to={end} />
      })}
    </SimpleGrid>
  )
}

function ChartSkeletons() {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} role="status" aria-label="Loading the measurements">
      {CHARTS.slice(0, 4).map((it) => <Skeleton key={it.name} h={248} radius="lg" />)}
    </SimpleGrid>
  )
}
