import { describe, expect, it } from 'vitest'
import { may, mayManage, refusalOf, ROLES, rolesToGive, type Right } from './roles'

const key = { id: 'key_1', name: 'ci', access: null, databases: null }

describe('may', () => {
  const least: Array<[Right, string]> = [['SEE_DATABASES', 'viewer'], ['CREATE_DATABASE', 'developer'], ['SEE_PASSWORD', 'developer'], ['DELETE_DATABASE', 'admin'], ['SEE_AUDIT', 'admin'], ['OWN_ORGANIZATION', 'owner']]

  it.each(least)('gives %s to %s and to every higher role', (right, needed) => {
    expect(ROLES.filter((role) => may({ role }, right))).toEqual(ROLES.slice(ROLES.indexOf(needed as never)))
  })

  it('says which role is needed', () => {
    expect(refusalOf({ role: 'viewer' }, 'MANAGE_KEYS')).toBe('Your role is viewer; this needs an admin of the organization.')
    expect(refusalOf({ role: 'viewer' }, 'CREATE_DATABASE')).toContain('a developer')
  })

  it('keeps a key for named databases away from the organization', () => {
    const narrowed = { role: 'admin' as const, key: { ...key, databases: ['db_1'] } }
    expect(may(narrowed, 'DELETE_DATABASE')).toBe(true)
    expect(may(narrowed, 'CREATE_DATABASE')).toBe(false)
    expect(may(narrowed, 'SEE_AUDIT')).toBe(false)
  })

  it('keeps a narrowed key to what it is narrowed to', () => {
    const reader = { role: 'owner' as const, key: { ...key, access: ['read' as const] } }
    expect(may(reader, 'READ_DATA')).toBe(true)
    expect(may(reader, 'WRITE_DATA')).toBe(false)
    expect(may(reader, 'SEE_PASSWORD')).toBe(false)
  })
})

describe('members', () => {
  it('leaves owners to owners', () => {
    expect(rolesToGive({ role: 'owner' })).toEqual(['viewer', 'developer', 'admin', 'owner'])
    expect(rolesToGive({ role: 'admin' })).toEqual(['viewer', 'developer', 'admin'])
    expect(rolesToGive({ role: 'developer' })).toEqual([])
    expect(mayManage({ role: 'admin' }, 'owner')).toBe(false)
  })
})
