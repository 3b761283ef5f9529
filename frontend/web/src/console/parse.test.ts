import { describe, expect, it } from 'vitest'
import { parse } from './parse'

describe('parse', () => {
  it.each([
    ['PING', ['PING']],
    ['  SET   a\tb ', ['SET', 'a', 'b']],
    ['SET a "hello world"', ['SET', 'a', 'hello world']],
    [`SET a 'it''s'`, null],
    [String.raw`SET a 'it\'s'`, ['SET', 'a', "it's"]],
    [String.raw`SET a "line\nnext\t\x41\""`, ['SET', 'a', 'line\nnext\tA"']],
    [String.raw`SET a 'raw\n'`, ['SET', 'a', 'raw\\n']],
    ['SET a ""', ['SET', 'a', '']],
    ['', []],
  ])('splits %s', (line, words) => {
    expect(parse(line)).toEqual(words === null ? { error: expect.stringContaining('Unbalanced quotes') } : { words })
  })

  it('says where an open quote stands', () => {
    expect(parse('SET a "open')).toEqual({ error: 'Unbalanced quotes: the " at position 7 is never closed.' })
  })

  it('wants a space after a closing quote', () => {
    expect(parse('SET a "b"c')).toEqual({ error: 'Unbalanced quotes: after the closing " at position 9, a space is needed.' })
  })
})
