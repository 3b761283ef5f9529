import { describe, expect, it } from 'vitest'
import { demoDatabases, PLANS } from '../../fake/fakeData'
import { changeOf, changesOf, restartNote } from './changes'

const orders = demoDatabases(0)[0]!.view(0)

describe('changeOf', () => {
  it('leaves out what was touched and put back', () => {
    expect(changeOf(orders, { tls: false, plan: 'medium', name: 'orders' })).toEqual({ plan: 'medium' })
  })
})

describe('changesOf', () => {
  const caution = (draft: object, database = orders) => changesOf(database, draft, PLANS).map((it) => it.caution)

  it('speaks the words of the form', () => {
    expect(changesOf(orders, { plan: 'medium', persistence: 'aof-always' }, PLANS).map(({ from, to }) => `${from} → ${to}`)).toEqual([
      'small (256 MiB) → medium (1 GiB)',
      'Append-only file → Append-only file, every write',
    ])
  })

  it('warns of a plan that may be too small, by the eviction policy that comes with it', () => {
    expect(caution({ plan: 'medium' })).toEqual([null])
    expect(caution({ plan: 'free' })[0]).toContain('writes are refused')
    expect(caution({ plan: 'free', evictionPolicy: 'allkeys-lru' })[0]).toContain('as allkeys-lru says')
  })

  it('warns of what is lost', () => {
    expect(caution({ persistence: 'none' })[0]).toContain('empties it')
    expect(caution({ persistence: 'snapshot' })).toEqual([null])
    expect(caution({ evictionPolicy: 'noeviction' }, { ...orders, evictionPolicy: 'allkeys-lru' })[0]).toContain('refused')
  })

  it('says what TLS does to clients, both ways', () => {
    expect(caution({ tls: true })[0]).toContain('CA file')
    expect(caution({ tls: false }, { ...orders, tls: true })[0]).toContain('unencrypted')
  })
})

it('tells whom a restart leaves without data', () => {
  expect(restartNote({ persistence: 'none' })).toContain('starts empty')
  expect(restartNote({ persistence: 'snapshot' })).toContain('stays')
})
