/** Commands whose string reply is a status, which redis-cli prints without quotes. */
const STATUS = new Set(['SET', 'MSET', 'SETEX', 'PSETEX', 'HMSET', 'LSET', 'LTRIM', 'RENAME', 'TYPE', 'SELECT', 'AUTH', 'FLUSHALL', 'FLUSHDB', 'MULTI', 'DISCARD', 'WATCH', 'UNWATCH', 'RESTORE', 'XGROUP', 'PFMERGE', 'RESET'])

/** Commands whose reply is a text for people, printed as it is. */
const TEXT = new Set(['INFO', 'LOLWUT', 'CLIENT LIST', 'CLIENT INFO', 'MEMORY DOCTOR', 'LATENCY DOCTOR', 'CLUSTER INFO', 'CLUSTER NODES'])

/** A reply as redis-cli prints it on a terminal. */
export function formatReply(reply: unknown, command: readonly string[] = []): string {
  if (typeof reply === 'string' && isPlain(command)) return reply.replace(/\r\n/g, '\n').replace(/\n$/, '')
  return format(reply, '')
}

export function formatError(detail: string): string {
  return `(error) ${detail}`
}

function isPlain(command: readonly string[]): boolean {
  const [name = '', sub = ''] = command.map((it) => it.toUpperCase())
  if (STATUS.has(name) || TEXT.has(name) || TEXT.has(`${name} ${sub}`)) return true
  return name === 'PING' && command.length === 1
}

function format(reply: unknown, indent: string): string {
  if (reply === null || reply === undefined) return '(nil)'
  if (typeof reply === 'string') return quoted(reply)
  if (typeof reply === 'number') return Number.isInteger(reply) ? `(integer) ${reply}` : `(double) ${reply}`
  if (typeof reply === 'boolean') return reply ? '(true)' : '(false)'
  if (Array.isArray(reply)) return formatArray(reply, indent)
  return JSON.stringify(reply)
}

function formatArray(items: unknown[], indent: string): string {
  if (items.length === 0) return '(empty array)'
  const digits = String(items.length).length
  return items
    .map((item, i) => {
      const number = `${String(i + 1).padStart(digits)}) `
      return (i === 0 ? '' : indent) + number + format(item, indent + ' '.repeat(number.length))
    })
    .join('\n')
}

/** In double quotes, with what cannot be seen written out. */
export function quoted(text: string): string {
  const escaped = text.replace(/["\\\x00-\x1f\x7f]/g, (it) => {
    const short = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\x07': '\\a' }[it]
    return short ?? `\\x${it.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return `"${escaped}"`
}
