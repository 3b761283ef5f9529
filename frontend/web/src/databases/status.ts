import type { Database, DatabaseStatus, Operation } from '../api/types'

interface Look {
  label: string
  color: string
  /** whether it changes by itself soon */
  moving: boolean
}

const LOOKS: Record<DatabaseStatus, Look> = {
  creating: { label: 'Creating', color: 'blue', moving: true },
  running: { label: 'Running', color: 'teal', moving: false },
  starting: { label: 'Starting', color: 'blue', moving: true },
  stopping: { label: 'Stopping', color: 'blue', moving: true },
  stopped: { label: 'Stopped', color: 'gray', moving: false },
  restarting: { label: 'Restarting', color: 'blue', moving: true },
  unavailable: { label: 'Unavailable', color: 'orange', moving: false },
  deleting: { label: 'Deleting', color: 'red', moving: true },
  failed: { label: 'Failed', color: 'red', moving: false },
}

export function lookOf(status: DatabaseStatus): Look {
  return LOOKS[status] ?? { label: status, color: 'gray', moving: false }
}

export function isMoving(database: Database): boolean {
  return lookOf(database.status).moving || isOpen(database.operation)
}

export function isOpen(operation: Operation | null | undefined): operation is Operation {
  return operation != null && (operation.status === 'pending' || operation.status === 'running')
}
