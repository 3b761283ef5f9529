import type { Plan } from '../api/types'
import { FakeDatabase } from './fakeDatabase'

const MiB = 1024 * 1024

export const PLANS: Plan[] = [
  { id: 'free', memoryLimitBytes: 32 * MiB, maxConnections: 100, maxDatabases: 3 },
  { id: 'small', memoryLimitBytes: 256 * MiB, maxConnections: 500, maxDatabases: 10 },
  { id: 'medium', memoryLimitBytes: 1024 * MiB, maxConnections: 1000, maxDatabases: 10 },
  { id: 'large', memoryLimitBytes: 4096 * MiB, maxConnections: 5000, maxDatabases: 5 },
]

const HOUR = 3_600_000

/** A list that shows most of what can be the matter. */
export function demoDatabases(now: number): FakeDatabase[] {
  const orders = new FakeDatabase({ id: 'db_orders', name: 'orders', plan: 'small', port: 20000, createdAt: now - 50 * HOUR, memoryLimitBytes: 256 * MiB, maxConnections: 500 })
  orders.slowlog = [
    { id: 12, at: new Date(now - 4 * 60_000).toISOString(), durationMicros: 48_210, command: ['KEYS', 'session:*'], client: '127.0.0.1:51544' },
    { id: 11, at: new Date(now - 65 * 60_000).toISOString(), durationMicros: 12_004, command: ['ZRANGEBYSCORE', 'leaderboard', '-inf', '+inf', 'WITHSCORES'], client: null },
  ]
  return [
    orders,
    new FakeDatabase({ id: 'db_sessions', name: 'sessions', plan: 'free', port: 20001, createdAt: now - 20 * 24 * HOUR, memoryLimitBytes: 32 * MiB, maxConnections: 100, evictionPolicy: 'allkeys-lru', persistence: 'none' }),
    new FakeDatabase({ id: 'db_queue', name: 'job-queue-with-a-rather-long-name-0001', plan: 'medium', port: 20002, createdAt: now - 3 * HOUR, memoryLimitBytes: 1024 * MiB, maxConnections: 1000, status: 'unavailable', reason: 'CRASH_LOOP', message: 'The engine ended 4 times in a row; the next start is in 8 s. Its last words: “Can’t open the append-only file: No space left on device”.' }),
    new FakeDatabase({ id: 'db_archive', name: 'archive', plan: 'free', port: 20003, createdAt: now - 90 * 24 * HOUR, memoryLimitBytes: 32 * MiB, maxConnections: 100, status: 'stopped' }),
  ]
}
