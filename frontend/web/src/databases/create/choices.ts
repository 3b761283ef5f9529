import type { EvictionPolicy, Persistence } from '../../api/types'

interface Choice<T> {
  value: T
  title: string
  note: string
}

/** What the API takes when nothing is said. */
export const DEFAULTS = { plan: 'free', evictionPolicy: 'noeviction' as EvictionPolicy, persistence: 'aof' as Persistence, tls: false }

export const PERSISTENCES: Choice<Persistence>[] = [
  { value: 'aof', title: 'Append-only file', note: 'Written to disk every second: a crash costs at most about one second of writes.' },
  { value: 'aof-always', title: 'Append-only file, every write', note: 'On disk before the client gets its answer: nothing acknowledged is lost, writes are slower.' },
  { value: 'snapshot', title: 'Snapshots', note: 'Saved from time to time: a crash costs what was written since the last save, minutes perhaps.' },
  { value: 'none', title: 'None', note: 'A pure cache: empty after every crash, stop or restart.' },
]

export const EVICTION_POLICIES: Choice<EvictionPolicy>[] = [
  { value: 'noeviction', title: 'noeviction', note: 'Refuse writes with an error; nothing is dropped.' },
  { value: 'allkeys-lru', title: 'allkeys-lru', note: 'Drop what was not used for longest: for caches.' },
  { value: 'allkeys-lfu', title: 'allkeys-lfu', note: 'Drop what is used least often: for caches with steady favourites.' },
  { value: 'allkeys-random', title: 'allkeys-random', note: 'Drop any key.' },
  { value: 'volatile-lru', title: 'volatile-lru', note: 'Of keys that expire, drop what was not used for longest.' },
  { value: 'volatile-lfu', title: 'volatile-lfu', note: 'Of keys that expire, drop what is used least often.' },
  { value: 'volatile-random', title: 'volatile-random', note: 'Drop any key that expires.' },
  { value: 'volatile-ttl', title: 'volatile-ttl', note: 'Drop the key that expires soonest.' },
]

/** What TLS costs and gives, in one sentence. */
export const TLS_NOTE = 'Encrypts every connection: the URL begins with rediss://, the port speaks nothing else, and clients need this platform’s CA file.'

/** What is wrong with a name before it is sent; the rule is the API's. */
export function nameProblem(name: string): string | null {
  if (name === '') return 'Give it a name.'
  if (name.length > 40) return 'Use at most 40 characters.'
  if (!/^[a-z]/.test(name)) return 'Begin with a lower-case letter.'
  if (!/^[a-z0-9-]*$/.test(name)) return 'Use only lower-case letters, digits and hyphens.'
  if (name.endsWith('-')) return 'End with a letter or a digit.'
  return null
}
