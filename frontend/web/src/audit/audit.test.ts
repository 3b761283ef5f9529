import { describe, expect, it, vi } from 'vitest'
import { changesOf } from './changes'
import { filtersOf, queryOf } from './filters'

vi.stubGlobal('window', { location: { origin: 'http://dashboard' } })
const { nextCursor } = await import('./queries')

describe('changesOf', () => {
  it('leaves out what stayed', () => {
    expect(changesOf({ before: { plan: 'free', tls: false }, after: { plan: 'small', tls: false } })).toEqual([{ field: 'plan', before: 'free', after: 'small' }])
  })

  it('tells all of what came or went', () => {
    expect(changesOf({ before: null, after: { name: 'ci', access: ['read'], expiresAt: null } })).toEqual([
      { field: 'name', before: undefined, after: 'ci' },
      { field: 'access', before: undefined, after: 'read' },
      { field: 'expiresAt', before: undefined, after: 'none' },
    ])
    expect(changesOf({ before: { limits: { a: 1 } }, after: null })).toEqual([{ field: 'limits', before: '{"a":1}', after: undefined }])
    expect(changesOf({})).toEqual([])
  })
})

describe('filters', () => {
  it('come from the address, without what is empty or unknown', () => {
    expect(filtersOf(new URLSearchParams('actor=%20usr_1&action=&limit=9'))).toEqual({ actor: 'usr_1' })
  })

  it('take whole days', () => {
    const { from, to } = queryOf({ from: '2026-11-26', to: '2026-11-26' })
    expect(Date.parse(to!) - Date.parse(from!)).toBe(86_400_000)
    expect(queryOf({ from: 'yesterday' }).from).toBeUndefined()
  })
})

it('finds the next page in a Link', () => {
  expect(nextCursor('</api/v1/audit?limit=200&cursor=abc>; rel="next"')).toBe('abc')
  expect(nextCursor('</api/v1/audit>; rel="prev"')).toBeUndefined()
  expect(nextCursor(null)).toBeUndefined()
})
