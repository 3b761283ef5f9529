import { describe, expect, it } from 'vitest'
import { nearest, segmentsOf, ticksUpTo, timeTicks } from './geometry'

describe('segmentsOf', () => {
  it('breaks the line at nulls and at long silences', () => {
    const points = [0, 5, 10, 15].map((at) => ({ at, value: 1 })).concat({ at: 100, value: 1 }, { at: 105, value: 1 })
    expect(segmentsOf(points).map((it) => it.length)).toEqual([4, 2])
    expect(segmentsOf([{ at: 0, value: 1 }, { at: 5, value: null }, { at: 10, value: 2 }]).map((it) => it.length)).toEqual([1, 1])
  })

  it('draws nothing where nothing was measured', () => {
    expect(segmentsOf([{ at: 0, value: null }])).toEqual([])
    expect(segmentsOf([])).toEqual([])
  })
})

describe('ticks', () => {
  it.each([
    [10, 10 as const, [0, 2.5, 5, 7.5, 10]],
    [1300, 10 as const, [0, 500, 1000, 1500]],
    [256 * 1024 * 1024, 2 as const, [0, 1, 2, 3, 4].map((it) => it * 64 * 1024 * 1024)],
    [0, 10 as const, [0, 1]],
  ])('ends the axis at or above %d', (highest, base, ticks) => {
    expect(ticksUpTo(highest, base)).toEqual(ticks)
  })

  it('puts times at round minutes of the clock', () => {
    const from = Date.UTC(2026, 0, 1, 10, 3, 20)
    expect(timeTicks(from, from + 15 * 60_000, 0).map((it) => new Date(it).toISOString().slice(11, 16))).toEqual(['10:05', '10:10', '10:15'])
  })
})

it('finds the nearest measured point within reach', () => {
  const points = [{ at: 0, value: 1 }, { at: 10, value: null }, { at: 20, value: 3 }]
  expect(nearest(points, 12, 10)).toEqual({ at: 20, value: 3 })
  expect(nearest(points, 12, 5)).toBeNull()
})
