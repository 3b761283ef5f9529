import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Redis } from 'ioredis'
import { BurstyRateLimiter, RateLimiterQueue, RateLimiterRedis } from 'rate-limiter-flexible'
import { createClient } from 'redis'
import { eventually, ioredisOptions, nodeRedisOptions, url } from './database.js'

let ioredis, nodeRedis

before(async () => {
  ioredis = new Redis(url, ioredisOptions)
  nodeRedis = createClient(nodeRedisOptions())
  await nodeRedis.connect()
  await ioredis.flushall()
})
after(() => {
  ioredis.disconnect()
  nodeRedis.destroy()
})

const limiters = {
  ioredis: (options) => new RateLimiterRedis({ storeClient: ioredis, ...options }),
  'node-redis': (options) => new RateLimiterRedis({ storeClient: nodeRedis, useRedisPackage: true, ...options }),
}

for (const [client, limiter] of Object.entries(limiters)) {
  test(`over ${client}, points run out and come back`, async () => {
    const limit = limiter({ keyPrefix: `out-${client}`, points: 3, duration: 2 })
    for (const left of [2, 1, 0]) assert.equal((await limit.consume('somebody')).remainingPoints, left)
    const refused = await limit.consume('somebody').then(() => assert.fail('a fourth point'), (it) => it)
    assert.ok(refused.msBeforeNext > 0 && refused.msBeforeNext <= 2000)
    await limit.consume('somebody else')
    await eventually('points are back', () => limit.consume('somebody').then(() => true, () => false))
  })

  test(`over ${client}, two hundred at once get exactly the points there are`, async () => {
    const limit = limiter({ keyPrefix: `race-${client}`, points: 50, duration: 60 })
    const outcomes = await Promise.allSettled(Array.from({ length: 200 }, () => limit.consume('crowd')))
    assert.equal(outcomes.filter((it) => it.status === 'fulfilled').length, 50)
  })

  test(`over ${client}, a block, a reward and a penalty are remembered`, async () => {
    const limit = limiter({ keyPrefix: `block-${client}`, points: 5, duration: 60 })
    await limit.penalty('somebody', 2)
    assert.equal((await limit.reward('somebody', 1)).consumedPoints, 1)
    await limit.block('somebody', 30)
    await assert.rejects(limit.consume('somebody'), (it) => it.msBeforeNext > 25_000)
    assert.equal(await limit.delete('somebody'), true)
    assert.equal(await limit.get('somebody'), null)
  })
}

test('a burst is allowed on top of the steady rate', async () => {
  const bursty = new BurstyRateLimiter(
    limiters.ioredis({ keyPrefix: 'steady', points: 1, duration: 60 }),
    limiters.ioredis({ keyPrefix: 'burst', points: 2, duration: 60 }),
  )
  for (let i = 0; i < 3; i++) await bursty.consume('somebody')
  await assert.rejects(bursty.consume('somebody'), (it) => it.msBeforeNext > 0)
})

test('a queue lets calls through at the rate', async () => {
  const line = new RateLimiterQueue(limiters.ioredis({ keyPrefix: 'line', points: 2, duration: 1 }), { maxQueueSize: 10 })
  const began = Date.now()
  for (let i = 0; i < 4; i++) await line.removeTokens(1)
  assert.ok(Date.now() - began >= 900)
})
