import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** The URL of the database that the journeys run against; whoever runs them provisions it. */
export const url = process.env.REDIS_URL
if (!url) throw new Error('REDIS_URL is not set: name a database of MiniRedis, redis://default:password@host:port')

const ca = process.env.REDIS_CA && readFileSync(process.env.REDIS_CA)

/** What ioredis is given beside the URL: over TLS, whom to trust. */
export const ioredisOptions = ca ? { tls: { ca } } : {}

/** What node-redis is given, with the options of its socket. */
export const nodeRedisOptions = (options = {}) => ({ url, ...options, socket: { ...(ca && { tls: true, ca }), ...options.socket } })

/** Waits until `check` returns something true, for `seconds` at most. */
export async function eventually(what, check, seconds = 10) {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const found = await check()
    if (found) return found
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`)
    await pause(10)
  }
}

/** A promise that is kept from outside, for what arrives as an event. */
export function signal() {
  const parts = {}
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }))
  return parts
}
