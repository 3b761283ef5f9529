import type { Database, Series } from '../api/types'
import { bytes, compact } from '../ui/format'

export interface ChartSpec {
  name: Series['name']
  title: string
  format: (value: number) => string
  base: 2 | 10
  /** a value that must not be passed, drawn as a line */
  limit?: (database: Database) => number | undefined
  /** where the axis ends at least */
  atLeast?: number
}

const perSecond = (value: number) => `${compact(value)}/s`
const bytesPerSecond = (value: number) => `${bytes(value)}/s`

export const CHARTS: ChartSpec[] = [
  { name: 'opsPerSecond', title: 'Operations', format: perSecond, base: 10, atLeast: 4 },
  { name: 'usedMemoryBytes', title: 'Memory', format: bytes, base: 2, limit: (it) => it.memoryLimitBytes },
  { name: 'connectedClients', title: 'Clients', format: compact, base: 10, atLeast: 4 },
  { name: 'keys', title: 'Keys', format: compact, base: 10, atLeast: 4 },
  { name: 'hitRatio', title: 'Hit ratio', format: (value) => `${Math.round(value * 1000) / 10} %`, base: 10, atLeast: 1 },
  { name: 'evictedKeysPerSecond', title: 'Evicted keys', format: perSecond, base: 10, atLeast: 4 },
  { name: 'networkInBytesPerSecond', title: 'Network in', format: bytesPerSecond, base: 2, atLeast: 1024 },
  { name: 'networkOutBytesPerSecond', title: 'Network out', format: bytesPerSecond, base: 2, atLeast: 1024 },
]

export const RANGES = [
  { value: '5m', label: '5 min', every: 5_000 },
  { value: '15m', label: '15 min', every: 5_000 },
  { value: '1h', label: '1 hour', every: 15_000 },
  { value: '24h', label: '24 hours', every: 60_000 },
] as const

export type Range = (typeof RANGES)[number]['value']
