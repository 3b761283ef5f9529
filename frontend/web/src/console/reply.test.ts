import { describe, expect, it } from 'vitest'
import { formatError, formatReply } from './reply'

describe('formatReply', () => {
  it.each([
    [null, '(nil)'],
    [42, '(integer) 42'],
    [-1, '(integer) -1'],
    ['hello', '"hello"'],
    ['a "b"\n\x01', '"a \\"b\\"\\n\\x01"'],
    [[], '(empty array)'],
    [['a', 1, null], '1) "a"\n2) (integer) 1\n3) (nil)'],
    [['0', ['x', 'y']], '1) "0"\n2) 1) "x"\n   2) "y"'],
    [[[['deep']]], '1) 1) 1) "deep"'],
  ])('prints %j as redis-cli does', (reply, text) => {
    expect(formatReply(reply)).toBe(text)
  })

  it('keeps numbers of a long array in line', () => {
    const lines = formatReply(Array.from({ length: 10 }, (_, i) => [i])).split('\n')
    expect(lines[0]).toBe(' 1) 1) (integer) 0')
    expect(lines[9]).toBe('10) 1) (integer) 9')
  })

  it('prints a status without quotes, and a value that looks like one with them', () => {
    expect(formatReply('OK', ['set', 'a', 'b'])).toBe('OK')
    expect(formatReply('PONG', ['PING'])).toBe('PONG')
    expect(formatReply('OK', ['GET', 'a'])).toBe('"OK"')
  })

  it('prints texts for people as they are', () => {
    expect(formatReply('# Server\r\nport:1\r\n', ['INFO'])).toBe('# Server\nport:1')
  })

  it('marks errors', () => {
    expect(formatError('ERR unknown command')).toBe('(error) ERR unknown command')
  })
})
