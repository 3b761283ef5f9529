import type { Metrics, Sample, Series } from '../api/types'
import type { FakeDatabase } from './fakeDatabase'

const RANGES: Record<string, number> = { '5m': 300, '15m': 900, '1h': 3600, '24h': 86_400 }

/** Smooth, repeatable curves, with a gap in the middle third of the longer ranges. */
export function metricsOf(database: FakeDatabase, range: string, now: number): Metrics {
  const seconds = RANGES[range] ?? 3600
  const step = Math.max(5, seconds / 240)
  const from = now - seconds * 1000
  const measured = database.view(now).status !== 'creating'
  const series = (name: Series['name'], unit: Series['unit'], value: (at: number) => number): Series => ({
    name,
    unit,
    points: !measured
      ? []
      : Array.from({ length: Math.floor(seconds / step) + 1 }, (_, i) => {
          const at = from + i * step * 1000
          const unknown = at < database.spec.createdAt || (seconds >= 3600 && i > 100 && i < 118)
          return { at: new Date(at).toISOString(), value: unknown ? null : value(at) }
        }),
  })
  const limit = database.spec.memoryLimitBytes
  return {
    databaseId: database.id,
    from: new Date(from).toISOString(),
    to: new Date(now).toISOString(),
    series: [
      series('opsPerSecond', '1/s', opsAt),
      series('usedMemoryBytes', 'bytes', (at) => limit * (0.55 + 0.16 * wave(at, 900) + 0.03 * wave(at, 47))),
      series('connectedClients', '1', (at) => Math.round(14 + 6 * wave(at, 400))),
      series('keys', '1', (at) => Math.round(41_000 + 3_000 * wave(at, 1900))),
      series('hitRatio', 'ratio', (at) => 0.93 + 0.04 * wave(at, 300)),
      series('networkInBytesPerSecond', 'bytes/s', (at) => 58_000 + 21_000 * wave(at, 210)),
      series('networkOutBytesPerSecond', 'bytes/s', (at) => 190_000 + 70_000 * wave(at, 250)),
    ],
  }
}

export function sampleOf(database: FakeDatabase, now: number): Sample | null {
  const status = database.view(now).status
  if (status === 'creating') return null
  const up = status === 'running'
  return {
    databaseId: database.id,
    at: new Date(now).toISOString(),
    up,
    opsPerSecond: up ? opsAt(now) : null,
    usedMemoryBytes: up ? Math.round(database.spec.memoryLimitBytes * (database.plan === 'free' ? 0.93 : 0.6)) : null,
    maxMemoryBytes: database.spec.memoryLimitBytes,
    connectedClients: up ? 14 : null,
    keys: up ? 41_208 : null,
  }
}

function opsAt(at: number): number {
  return 840 + 320 * wave(at, 240) + 60 * wave(at, 31)
}

function wave(at: number, periodSeconds: number): number {
  return Math.sin((at / 1000 / periodSeconds) * 2 * Math.PI)
}
