import type { DatabaseEvent, Plan } from '../api/types'
import { FakeDatabase } from './fakeDatabase'

const MiB = 1024 * 1024

export const PLANS: Plan[] = [
  { id: 'free', memoryLimitBytes: 32 * MiB, maxConnections: 100, maxDatabases: 3 },
  { id: 'small', memoryLimitBytes: 256 * MiB, maxConnections: 500, maxDatabases: 10 },
  { id: 'medium', memoryLimitBytes: 1024 * MiB, maxConnections: 1000, maxDatabases: 10 },
  { id: 'large', memoryLimitBytes: 4096 * MiB, maxConnections: 5000, maxDatabases: 5 },
]

const HOUR = 3_600_000

/** One event of each kind that a long life brings. */
function tellStory(database: FakeDatabase, now: number): void {
  const tell = (hoursAgo: number, kind: DatabaseEvent['kind'], message: string, by: string | null = null) => database.tell(now - hoursAgo * HOUR, kind, message, by)
  tell(50, 'operation_requested', 'The creation was asked for.', 'usr_1')
  tell(50, 'created', 'The node was taken in.')
  tell(49.99, 'started', 'Process 4021 was started.')
  tell(49.99, 'ready', 'The engine answers after 31 ms.')
  tell(49.98, 'operation_succeeded', 'The creation is done.', 'usr_1')
  tell(30, 'adopted', 'The running engine was taken over.')
  tell(12, 'operation_requested', 'A change of settings was asked for.', 'key_1')
  tell(11.99, 'changed', 'The new settings are in force.')
  tell(11.99, 'operation_succeeded', 'A change of settings is done.', 'key_1')
  tell(8, 'hung', 'The engine does not answer and does nothing.')
  tell(7.99, 'killed', 'The engine was ended by force: it did not answer and did nothing for 30 s.')
  tell(7.98, 'exited', 'Killed by signal 9. The next start is at once.')
  tell(7.97, 'repaired', 'The append-only file ended in the middle of a command. 74 bytes were cut off; the damaged file is kept beside it.')
  tell(7.96, 'started', 'Process 5170 was started.')
  tell(7.96, 'ready', 'The engine answers after 44 ms.')
  tell(3, 'operation_requested', 'A change of passwords was asked for.', 'usr_2')
  tell(2.99, 'operation_failed', 'A change of passwords failed: the engine did not take the new password in time.', 'usr_2')
  tell(0.4, 'failed', 'The engine could not write its data to the disk and may refuse writes until it can.')
  tell(0.2, 'upgraded', 'The engine is now valkey 9.0.1.')
}

/** A list that shows most of what can be the matter. */
export function demoDatabases(now: number): FakeDatabase[] {
  const orders = new FakeDatabase({ id: 'db_orders', name: 'orders', plan: 'small', port: 20000, createdAt: now - 50 * HOUR, memoryLimitBytes: 256 * MiB, maxConnections: 500 })
  orders.slowlog = [
    { id: 12, at: new Date(now - 4 * 60_000).toISOString(), durationMicros: 48_210, command: ['KEYS', 'session:*'], client: '127.0.0.1:51544' },
    { id: 11, at: new Date(now - 65 * 60_000).toISOString(), durationMicros: 12_004, command: ['ZRANGEBYSCORE', 'leaderboard', '-inf', '+inf', 'WITHSCORES'], client: null },
  ]
  tellStory(orders, now)
  const payments = new FakeDatabase({ id: 'db_payments', name: 'payments', plan: 'small', port: 20004, createdAt: now - 9 * 24 * HOUR, memoryLimitBytes: 256 * MiB, maxConnections: 500, persistence: 'aof-always', tls: true, engineUpgrade: 'valkey 9.1.2' })
  payments.tell(now - 9 * 24 * HOUR, 'certificate', 'The node presents a new certificate.')
  return [
    orders,
    payments,
    new FakeDatabase({ id: 'db_search', name: 'search', plan: 'medium', port: 20005, createdAt: now - 7 * 24 * HOUR, memoryLimitBytes: 1024 * MiB, maxConnections: 1000, reason: 'WRITE_FAILED', message: 'The engine could not write its data to the disk and may refuse writes until it can. Its last words: “Write error writing append only file on disk: No space left on device”.' }),
    new FakeDatabase({ id: 'db_sessions', name: 'sessions', plan: 'free', port: 20001, createdAt: now - 20 * 24 * HOUR, memoryLimitBytes: 32 * MiB, maxConnections: 100, evictionPolicy: 'allkeys-lru', persistence: 'none' }),
    new FakeDatabase({ id: 'db_queue', name: 'job-queue-with-a-rather-long-name-0001', plan: 'medium', port: 20002, createdAt: now - 3 * HOUR, memoryLimitBytes: 1024 * MiB, maxConnections: 1000, status: 'unavailable', reason: 'CRASH_LOOP', message: 'The engine ended 4 times in a row; the next start is in 8 s. Its last words: “Can’t open the append-only file: No space left on device”.' }),
    new FakeDatabase({ id: 'db_archive', name: 'archive', plan: 'free', port: 20003, createdAt: now - 90 * 24 * HOUR, memoryLimitBytes: 32 * MiB, maxConnections: 100, status: 'stopped' }),
  ]
}
