import { expect, it } from 'vitest'
import { History } from './history'

it('walks back and forth, and keeps what was being typed', () => {
  const history = new History(['first', 'second'])
  expect(history.up('draft')).toBe('second')
  expect(history.up('second')).toBe('first')
  expect(history.up('first')).toBe('first')
  expect(history.down('first')).toBe('second')
  expect(history.down('second')).toBe('draft')
  expect(history.down('draft')).toBe('draft')
})
