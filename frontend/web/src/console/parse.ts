export type Parsed = { words: string[] } | { error: string }

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\x07' }

/** Splits a line into words as redis-cli does: double quotes take escapes, single quotes take only `\'`. */
export function parse(line: string): Parsed {
  const words: string[] = []
  let i = 0
  while (true) {
    while (/\s/.test(line[i] ?? '')) i++
    if (i >= line.length) return { words }
    let word = ''
    while (i < line.length && !/\s/.test(line[i]!)) {
      const quote = line[i]!
      if (quote !== '"' && quote !== "'") {
        word += line[i++]
        continue
      }
      const inside = quote === '"' ? doubleQuoted(line, i) : singleQuoted(line, i)
      if (inside === null) return { error: `Unbalanced quotes: the ${quote} at position ${i + 1} is never closed.` }
      word += inside.text
      i = inside.end
      if (i < line.length && !/\s/.test(line[i]!)) {
        return { error: `Unbalanced quotes: after the closing ${quote} at position ${i}, a space is needed.` }
      }
    }
    words.push(word)
  }
}

interface Quoted {
  text: string
  /** the position after the closing quote */
  end: number
}

function doubleQuoted(line: string, start: number): Quoted | null {
  let text = ''
  for (let i = start + 1; i < line.length; i++) {
    const character = line[i]!
    if (character === '"') return { text, end: i + 1 }
    if (character !== '\\' || i + 1 >= line.length) {
      text += character
      continue
    }
    const hex = /^x([0-9a-fA-F]{2})/.exec(line.slice(i + 1))
    if (hex) {
      text += String.fromCharCode(parseInt(hex[1]!, 16))
      i += 3
    } else {
      i++
      text += ESCAPES[line[i]!] ?? line[i]!
    }
  }
  return null
}

function singleQuoted(line: string, start: number): Quoted | null {
  let text = ''
  for (let i = start + 1; i < line.length; i++) {
    if (line[i] === "'") return { text, end: i + 1 }
    if (line[i] === '\\' && line[i + 1] === "'") i++
    text += line[i]
  }
  return null
}
