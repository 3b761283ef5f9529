import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { WatchError, createClient, createClientPool, defineScript } from 'redis'
import { eventually, nodeRedisOptions, signal } from './database.js'

let redis
const opened = []

async function connect(options = {}) {
  const client = createClient(nodeRedisOptions(options))
  client.on('error', () => {})
  await client.connect()
  opened.push(client)
  return client
}

before(async () => {
  redis = await connect()
})
beforeEach(() => redis.flushAll())
after(() => opened.forEach((client) => client.destroy()))

for (const RESP of [2, 3]) {
  test(`speaks RESP${RESP}`, async () => {
    const client = await connect({ RESP })
    const hello = await client.sendCommand(['HELLO', String(RESP)])
    assert.equal(RESP === 3 ? hello.proto : hello[hello.indexOf('proto') + 1], RESP)
    await client.hSet('user', { name: 'Ada', born: '1815' })
    assert.deepEqual({ ...(await client.hGetAll('user')) }, { name: 'Ada', born: '1815' })
    await client.zAdd('scores', [{ score: 1.5, value: 'a' }, { score: 2, value: 'b' }])
    assert.deepEqual((await client.zRangeWithScores('scores', 0, -1)).map(({ value, score }) => [value, score]), [['a', 1.5], ['b', 2]])
  })
}

test('reads are cached here until another client changes the key', async () => {
  const client = await connect({ RESP: 3, clientSideCache: { ttl: 0, maxEntries: 100 } })
  await redis.set('price', '1')
  assert.equal(await client.get('price'), '1')
  const calls = () => redis.info('commandstats').then((text) => Number(/cmdstat_get:calls=(\d+)/.exec(text)[1]))
  const before = await calls()
  for (let i = 0; i < 10; i++) assert.equal(await client.get('price'), '1')
  assert.equal(await calls(), before)
  await redis.set('price', '2')
  await eventually('the new price is seen', async () => (await client.get('price')) === '2')
})

test('a transaction is refused when a watched key changed', async () => {
  await redis.set('stock', '1')
  const client = await connect()
  await client.watch('stock')
  const left = Number(await client.get('stock'))
  await redis.set('stock', '0')
  await assert.rejects(client.multi().set('stock', String(left - 1)).exec(), WatchError)
  await client.watch('stock')
  assert.deepEqual(await client.multi().incr('stock').get('stock').exec(), [1, '1'])
})

test('a pool gives blocking commands connections of their own', async () => {
  const pool = await createClientPool(nodeRedisOptions(), { minimum: 4, maximum: 4 }).connect()
  try {
    const waiting = [1, 2, 3].map(() => pool.blPop('queue', 5))
    await redis.rPush('queue', ['a', 'b', 'c'])
    assert.deepEqual((await Promise.all(waiting)).map((it) => it.element).sort(), ['a', 'b', 'c'])
  } finally {
    pool.destroy()
  }
})

test('channels, patterns and sharded channels are heard', async () => {
  const subscriber = await connect()
  const heard = { plain: signal(), pattern: signal(), sharded: signal() }
  await subscriber.subscribe('news', (text) => heard.plain.resolve(text))
  await subscriber.pSubscribe('weather.*', (text, channel) => heard.pattern.resolve([channel, text]))
  await subscriber.sSubscribe('orders', (text) => heard.sharded.resolve(text))
  await redis.publish('news', 'hello')
  await redis.publish('weather.today', 'rain')
  await redis.sPublish('orders', 'one')
  assert.equal(await heard.plain.promise, 'hello')
  assert.deepEqual(await heard.pattern.promise, ['weather.today', 'rain'])
  assert.equal(await heard.sharded.promise, 'one')
})

test('scripts and functions are called as methods', async () => {
  const sum = defineScript({
    NUMBER_OF_KEYS: 1,
    SCRIPT: 'return redis.call("INCRBY", KEYS[1], ARGV[1])',
    parseCommand(parser, key, amount) {
      parser.pushKey(key)
      parser.push(String(amount))
    },
    transformReply: undefined,
  })
  const client = await connect({ scripts: { sum } })
  assert.equal(await client.sum('total', 5), 5)
  assert.equal(await client.sum('total', 5), 10)
  await redis.functionLoad("#!lua name=journey\nredis.register_function('double', function(keys, args) return args[1] * 2 end)", { REPLACE: true })
  assert.equal(await redis.fCall('double', { arguments: ['21'] }), 42)
})

test('a stream is read by a consumer group', async () => {
  await redis.xGroupCreate('orders', 'billing', '0', { MKSTREAM: true })
  const id = await redis.xAdd('orders', '*', { item: 'book' })
  const reader = await connect()
  const [{ messages }] = await reader.xReadGroup('billing', 'one', { key: 'orders', id: '>' }, { COUNT: 10, BLOCK: 1000 })
  assert.deepEqual([messages[0].id, messages[0].message.item], [id, 'book'])
  assert.equal(await redis.xAck('orders', 'billing', id), 1)
  assert.equal((await redis.xInfoGroups('orders'))[0].pending, 0)
})

test('iterators walk keys and the members of a hash', async () => {
  await redis.mSet(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`key:${i}`, String(i)])))
  const found = new Set()
  for await (const keys of redis.scanIterator({ MATCH: 'key:*', COUNT: 200 })) keys.forEach((key) => found.add(key))
  assert.equal(found.size, 1000)
  await redis.hSet('big', Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`f${i}`, 'v'])))
  let fields = 0
  for await (const entries of redis.hScanIterator('big', { COUNT: 200 })) fields += entries.length
  assert.equal(fields, 1000)
})

test('comes back after the server closed the connection', async () => {
  const client = await connect({ name: 'journey', socket: { reconnectStrategy: () => 20 } })
  const id = await client.clientId()
  await redis.clientKill({ filter: 'ID', id })
  await eventually('connected again', () => client.isReady && client.clientId().then((now) => now !== id, () => false))
  assert.equal(await client.clientGetName(), 'journey')
})

test('the engine can be looked at, and what the platform keeps is refused by name', async () => {
  assert.match(await redis.info('memory'), /maxmemory_policy:/)
  assert.ok((await redis.clientList()).length >= 1)
  assert.ok((await redis.memoryUsage('nothing')) === null)
  assert.equal((await redis.role()).role, 'master')
  await assert.rejects(redis.configGet('maxmemory'), /NOPERM/)
})
