import { describe, expect, it } from 'vitest'
import type { DatabaseStatus, Operation, Role } from '../api/types'
import { ACTIONS, verdictOn, verdictOnSending, verdictOnSetting } from './actions'

const STATUSES: DatabaseStatus[] = ['creating', 'running', 'starting', 'stopping', 'stopped', 'restarting', 'unavailable', 'deleting', 'failed']

const ALLOWED: Record<DatabaseStatus, string[]> = {
  creating: ['delete'],
  running: ['stop', 'restart', 'delete'],
  starting: ['stop', 'restart', 'delete'],
  stopping: ['delete'],
  stopped: ['start', 'delete'],
  restarting: ['delete'],
  unavailable: ['stop', 'restart', 'delete'],
  deleting: [],
  failed: ['stop', 'restart', 'delete'],
}

const allowed = (status: DatabaseStatus, role: Role, operation: Operation | null = null) =>
  ACTIONS.filter((it) => verdictOn(it, { status, operation }, { role }) === null)

describe('verdictOn', () => {
  it.each(STATUSES)('allows an owner what fits the status %s', (status) => {
    expect(allowed(status, 'owner')).toEqual(ALLOWED[status])
  })

  it('keeps deletion for admins', () => {
    expect(allowed('running', 'developer')).toEqual(['stop', 'restart'])
    expect(allowed('running', 'admin')).toEqual(['stop', 'restart', 'delete'])
  })

  it('lets a viewer do nothing and says why', () => {
    expect(allowed('running', 'viewer')).toEqual([])
    expect(verdictOn('stop', { status: 'running', operation: null }, { role: 'viewer' })).toContain('Your role is viewer')
  })

  it('waits for an open operation, but for a deletion', () => {
    const operation: Operation = { id: 'op_1', databaseId: 'db_1', kind: 'rotate', status: 'running', steps: [], createdAt: '2026-01-01T00:00:00Z' }
    expect(allowed('running', 'owner', operation)).toEqual(['delete'])
    expect(allowed('running', 'owner', { ...operation, status: 'failed' })).toEqual(['stop', 'restart', 'delete'])
  })

  it('gives a reason for every refusal', () => {
    for (const status of STATUSES) {
      for (const action of ACTIONS) expect(verdictOn(action, { status, operation: null }, { role: 'owner' })).not.toBe('')
    }
  })
})

describe('verdictOnSetting', () => {
  const verdict = (setting: 'plan' | 'tls', role: Role, status: DatabaseStatus = 'running') => verdictOnSetting(setting, { status }, { role })

  it('keeps the plan for admins and everything from viewers', () => {
    expect(verdict('plan', 'developer')).toContain('needs an admin')
    expect(verdict('plan', 'admin')).toBeNull()
    expect(verdict('tls', 'developer')).toBeNull()
    expect(verdict('tls', 'viewer')).toContain('needs a developer')
  })

  it('allows changes in every status but deleting', () => {
    expect(STATUSES.filter((it) => verdict('tls', 'owner', it) !== null)).toEqual(['deleting'])
  })
})

describe('verdictOnSending', () => {
  const operation: Operation = { id: 'op_1', databaseId: 'db_1', kind: 'update', status: 'running', steps: [], createdAt: '2026-01-01T00:00:00Z' }

  it('waits for what is under way, but for a new name', () => {
    expect(verdictOnSending(['name', 'tls'], { operation })).toContain('right now')
    expect(verdictOnSending(['name'], { operation })).toBeNull()
    expect(verdictOnSending(['tls'], { operation: null })).toBeNull()
  })
})
