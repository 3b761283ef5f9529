/** A handful of commands over a map, with the engine's own error texts. */
export class FakeEngine {
  private readonly keys = new Map<string, string>([['greeting', 'hello'], ['visits', '41']])

  run(command: string[]): unknown {
    const [name = '', ...args] = command
    switch (name.toUpperCase()) {
      case 'PING':
        return args[0] ?? 'PONG'
      case 'SET':
        if (args.length < 2) return wrongNumber(name)
        this.keys.set(args[0]!, args[1]!)
        return 'OK'
      case 'GET':
        return args.length === 1 ? (this.keys.get(args[0]!) ?? null) : wrongNumber(name)
      case 'DEL':
        return args.filter((it) => this.keys.delete(it)).length
      case 'INCR':
        return this.increment(args[0] ?? '')
      case 'KEYS':
        return [...this.keys.keys()].sort()
      case 'SCAN':
        return ['0', [...this.keys.keys()].sort()]
      case 'DBSIZE':
        return this.keys.size
      case 'INFO':
        return '# Server\r\nvalkey_version:9.0.1\r\ntcp_port:20000\r\n\r\n# Clients\r\nconnected_clients:14\r\n'
      case 'FLUSHALL':
      case 'FLUSHDB':
        this.keys.clear()
        return 'OK'
      case 'CONFIG':
        return new Error(`NOPERM User default has no permissions to run the 'config|get' command`)
      default:
        return new Error(`ERR unknown command '${name}', with args beginning with: `)
    }
  }

  private increment(key: string): number | Error {
    const value = Number(this.keys.get(key) ?? '0')
    if (!Number.isInteger(value)) return new Error('ERR value is not an integer or out of range')
    this.keys.set(key, String(value + 1))
    return value + 1
  }
}

function wrongNumber(name: string): Error {
  return new Error(`ERR wrong number of arguments for '${name.toLowerCase()}' command`)
}
