import { describe, expect, it } from 'vitest'
import type { Database } from '../api/types'
import { isNarrowed, reachOf } from './reach'

const known = [{ id: 'db_1', name: 'orders' }] as Database[]

describe('reachOf', () => {
  it('names what is left to a key', () => {
    expect(reachOf({ access: ['read', 'metrics'], databases: ['db_1'] }, known)).toBe('only read and metrics, only of orders')
    expect(reachOf({ access: null, databases: ['db_1', 'db_2'] }, known)).toBe('only of orders and db_2 (deleted)')
  })

  it('takes no database for deleted before the list is there', () => {
    expect(reachOf({ access: null, databases: ['db_2'] }, undefined)).toBe('only of db_2')
  })
})

it('tells a whole key from a narrowed one', () => {
  expect(isNarrowed({ access: null, databases: null })).toBe(false)
  expect(isNarrowed({ access: null, databases: [] })).toBe(true)
})
