import { Card, Center, Group, Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import type { Database, Series } from '../api/types'
import type { ChartSpec } from './charts'
import type { Point } from './geometry'
import { LineChart } from './LineChart'

interface Props {
  chart: ChartSpec
  points: Series['points']
  database: Database
  from: number
  to: number
}

export function ChartCard({ chart, points, database, from, to }: Props) {
  const series = useMemo<Point[]>(() => points.map((it) => ({ at: Date.parse(it.at), value: it.value ?? null })), [points])
  const latest = series.at(-1)?.value
  const limit = chart.limit?.(database)
  const measured = series.some((it) => it.value !== null)
  return (
    <Card data-testid={`chart-${chart.name}`} data-points={series.filter((it) => it.value !== null).length}>
      <Group justify="space-between" mb="sm" align="baseline">
        <Title order={2}>{chart.title}</Title>
        <Text fw={600} className="tabular">
          {latest == null ? '–' : chart.format(latest)}
          {limit !== undefined && <Text span c="dimmed" fw={400} size="sm"> of {chart.format(limit)}</Text>}
        </Text>
      </Group>
      {measured ? (
        <LineChart title={chart.title} points={series} from={from} to={to} format={chart.format} base={chart.base} limit={limit} atLeast={chart.atLeast} />
      ) : (
        <Center h={180}><Text size="sm" c="dimmed">No data in this range</Text></Center>
      )}
    </Card>
  )
}
