import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, beforeEach, test } from 'node:test'
import { Redis } from 'ioredis'
import { eventually, ioredisOptions, signal, url } from './database.js'

let redis
const opened = []

function connect(options = {}) {
  const client = new Redis(url, { ...ioredisOptions, ...options })
  // an event without a listener would be printed as unhandled
  client.on('error', () => {})
  opened.push(client)
  return client
}

before(async () => {
  redis = connect()
  await once(redis, 'ready')
})
beforeEach(() => redis.flushall())
after(() => opened.forEach((client) => client.disconnect()))

test('becomes ready, which it reads from INFO', async () => {
  const client = connect({ enableReadyCheck: true, connectionName: 'journey', lazyConnect: true })
  await client.connect()
  assert.equal(client.status, 'ready')
  assert.equal(await client.client('GETNAME'), 'journey')
  assert.match(await client.info('server'), /redis_version:/)
})

test('a pipeline answers in order, with the errors in their places', async () => {
  const replies = await redis.pipeline().set('a', '1').incr('a').lpush('a', 'x').get('a').exec()
  assert.deepEqual([replies[0], replies[1], replies[3]], [[null, 'OK'], [null, 2], [null, '2']])
  assert.match(replies[2][0].message, /^WRONGTYPE/)
})

test('commands of one turn share a pipeline', async () => {
  const client = connect({ enableAutoPipelining: true })
  const replies = await Promise.all(Array.from({ length: 500 }, () => client.incr('shared')))
  assert.deepEqual(replies, Array.from({ length: 500 }, (_, i) => i + 1))
})

test('MULTI applies all or, after a watched key changed, nothing', async () => {
  assert.deepEqual(await redis.multi().set('a', '1').incr('a').exec(), [[null, 'OK'], [null, 2]])
  const other = connect()
  await redis.watch('a')
  await other.set('a', '9')
  assert.equal(await redis.multi().set('a', '3').exec(), null)
  assert.equal(await redis.get('a'), '9')
})

test('a Lua command is sent by its hash, and again in full once the engine forgot it', async () => {
  const client = connect({ scripts: { addAll: { numberOfKeys: 1, lua: 'local n = 0 for _, v in ipairs(ARGV) do n = redis.call("INCRBY", KEYS[1], v) end return n' } } })
  assert.equal(await client.addAll('sum', 1, 2, 3), 6)
  await redis.script('FLUSH')
  assert.equal(await client.addAll('sum', 4), 10)
  const hash = await client.script('LOAD', 'return redis.call("GET", KEYS[1])')
  assert.equal(await client.evalsha(hash, 1, 'sum'), '10')
})

test('functions live in the engine', async () => {
  await redis.function('LOAD', 'REPLACE', "#!lua name=journey\nredis.register_function('double', function(keys, args) return args[1] * 2 end)")
  assert.equal(await redis.fcall('double', 0, 21), 42)
  await redis.function('DELETE', 'journey')
})

test('a duplicated connection subscribes to channels and patterns', async () => {
  const subscriber = redis.duplicate()
  opened.push(subscriber)
  const heard = signal()
  const messages = []
  subscriber.on('message', (channel, text) => messages.push([channel, text]))
  subscriber.on('pmessage', (pattern, channel, text) => messages.push([pattern, channel, text]) && heard.resolve())
  await subscriber.subscribe('news')
  await subscriber.psubscribe('weather.*')
  await redis.publish('news', 'hello')
  await redis.publish('weather.today', 'rain')
  await heard.promise
  assert.deepEqual(messages, [['news', 'hello'], ['weather.*', 'weather.today', 'rain']])
})

test('a consumer group hands out, acknowledges and passes on a stream', async () => {
  await redis.xgroup('CREATE', 'orders', 'billing', '$', 'MKSTREAM')
  const waiting = connect()
  const blocked = waiting.xreadgroup('GROUP', 'billing', 'one', 'COUNT', 10, 'BLOCK', 5000, 'STREAMS', 'orders', '>')
  const first = await redis.xadd('orders', '*', 'item', 'book')
  const second = await redis.xadd('orders', 'MAXLEN', '~', 1000, '*', 'item', 'pen')
  const got = await blocked
  const delivered = Array.isArray(got) ? got[0][1] : got.orders
  assert.deepEqual(delivered[0], [first, ['item', 'book']])
  assert.equal(await redis.xack('orders', 'billing', first), 1)
  if (delivered.length < 2) await redis.xreadgroup('GROUP', 'billing', 'one', 'STREAMS', 'orders', '>')
  const [, claimed] = await redis.xautoclaim('orders', 'billing', 'two', 0, '0')
  assert.deepEqual(claimed.map(([id]) => id), [second])
  assert.equal((await redis.xpending('orders', 'billing'))[0], 1)
})

test('ten thousand keys are scanned, each once or more', async () => {
  const writes = redis.pipeline()
  for (let i = 0; i < 10_000; i++) writes.set(`key:${i}`, i)
  await writes.exec()
  assert.equal(await redis.dbsize(), 10_000)
  const found = new Set()
  for await (const keys of redis.scanStream({ match: 'key:*', count: 1000 })) keys.forEach((key) => found.add(key))
  assert.equal(found.size, 10_000)
  assert.equal((await redis.keys('key:99*')).length, 111)
  for await (const keys of redis.scanStream({ count: 1000 })) await redis.unlink(...keys)
  assert.equal(await redis.dbsize(), 0)
})

test('a blocking pop ends with what arrives, or with its time', async () => {
  const client = connect()
  const waiting = client.blpop('queue', 5)
  await redis.rpush('queue', 'job')
  assert.deepEqual(await waiting, ['queue', 'job'])
  const began = Date.now()
  assert.equal(await client.blpop('queue', 0.2), null)
  assert.ok(Date.now() - began >= 150)
})

test('comes back, and subscribes again, after the server closed the connection', async () => {
  const client = connect({ retryStrategy: () => 20 })
  const subscriber = connect({ retryStrategy: () => 20 })
  const ids = [await client.client('ID'), await subscriber.client('ID')]
  await subscriber.subscribe('late news')
  for (const id of ids) assert.equal(await redis.client('KILL', 'ID', id), 1)
  await client.set('back', 'yes')
  assert.equal(await client.get('back'), 'yes')
  assert.notEqual(await client.client('ID'), ids[0])
  const heard = once(subscriber, 'message')
  await eventually('somebody hears the news', async () => (await redis.publish('late news', 'again')) === 1)
  assert.deepEqual(await heard, ['late news', 'again'])
})

test('selects another database and prefixes its keys', async () => {
  const client = connect({ db: 3, keyPrefix: 'app:' })
  await client.set('name', 'value')
  assert.equal(await redis.dbsize(), 0)
  await redis.select(3)
  assert.equal(await redis.get('app:name'), 'value')
  await redis.select(0)
})

test('binary values and expiry survive the way', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i))
  await redis.set('bytes', bytes, 'PX', 60_000)
  assert.ok(bytes.equals(await redis.getBuffer('bytes')))
  assert.ok((await redis.pttl('bytes')) > 0)
  await redis.set('brief', 'x', 'PX', 30)
  await eventually('the key has expired', async () => (await redis.exists('brief')) === 0)
})

test('what the platform keeps for itself is refused by name', async () => {
  await assert.rejects(redis.config('GET', 'maxmemory'), /NOPERM/)
  assert.equal(await redis.acl('WHOAMI'), 'default')
})
