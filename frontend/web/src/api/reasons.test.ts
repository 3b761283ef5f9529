import { describe, expect, it } from 'vitest'
import { REASONS, reasonOf } from './reasons'

const KNOWN = [
  'NOT_RESPONDING', 'CRASH_LOOP', 'CLIENTS_EXHAUSTED', 'WRITE_FAILED', 'DATA_MISSING', 'APPEND_ONLY_FILE_CORRUPT', 'APPEND_ONLY_FILE_REPAIRED', 'SNAPSHOT_CORRUPT',
  'CERTIFICATE_UNAVAILABLE', 'TLS_UNAVAILABLE', 'OUT_OF_MEMORY', 'PORT_TAKEN', 'PORT_POOL_EXHAUSTED', 'ENGINE_UNAVAILABLE', 'DISK_FAILED', 'SAVE_FAILED', 'NODE_MISSING',
  'HOST_LOST', 'LOADING', 'ADOPTING', 'PASSWORD_NOT_IN_FORCE', 'CHANGE_REFUSED', 'FOREIGN_PROCESS',
]

describe('reasonOf', () => {
  it.each(KNOWN)('has a sentence for %s and keeps the words of the host', (reason) => {
    const told = reasonOf({ reason, message: 'Its own words.' })!
    expect(told.title).not.toBe('')
    expect(told.sentence).toMatch(/\.$/)
    expect(told.detail).toBe('Its own words.')
    expect(REASONS[reason]).toMatchObject({ title: told.title })
  })

  it('tells a reason that is newer than the page in the API’s words', () => {
    expect(reasonOf({ reason: 'BRAND_NEW', message: 'The moon is full.' })).toEqual({ title: 'Brand new', sentence: 'The moon is full.', weight: 'warning', detail: null })
    expect(reasonOf({ reason: 'BRAND_NEW', message: null })!.sentence).toBe('Brand new.')
  })

  it('has nothing to say when all is well', () => {
    expect(reasonOf({ reason: null, message: null })).toBeNull()
    expect(reasonOf({})).toBeNull()
  })
})
