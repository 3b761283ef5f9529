import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { FlowProducer, Queue, QueueEvents, UnrecoverableError, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { eventually, ioredisOptions, url } from './database.js'

// a worker's blocking connection may not give up on a command
const connection = new Redis(url, { maxRetriesPerRequest: null, ...ioredisOptions })
const opened = []
const warnings = []
const warn = console.warn

function open(thing) {
  thing.on('error', () => {})
  opened.push(thing)
  return thing
}

const queue = (name) => open(new Queue(name, { connection }))
const worker = (name, work, options = {}) => open(new Worker(name, work, { connection, ...options }))
async function events(name) {
  // from the first event on: by default what happens before its first read is not told
  const heard = open(new QueueEvents(name, { connection, lastEventId: '0' }))
  await heard.waitUntilReady()
  return heard
}

before(() => {
  console.warn = (...words) => warnings.push(words.join(' '))
  return connection.flushall()
})
after(async () => {
  console.warn = warn
  await Promise.all(opened.reverse().map((it) => it.close()))
  await connection.quit()
})

test('a hundred jobs are done once each, four at a time', async () => {
  const jobs = queue('mail')
  const heard = await events('mail')
  const seen = []
  worker('mail', async (job) => seen.push(job.data.n) && job.data.n * 2, { concurrency: 4 })
  const added = await jobs.addBulk(Array.from({ length: 100 }, (_, n) => ({ name: 'send', data: { n } })))
  const results = await Promise.all(added.map((job) => job.waitUntilFinished(heard, 10_000)))
  assert.deepEqual(results, Array.from({ length: 100 }, (_, n) => n * 2))
  assert.deepEqual(seen.sort((a, b) => a - b), Array.from({ length: 100 }, (_, n) => n))
  assert.equal((await jobs.getJobCounts()).completed, 100)
})

test('a delayed job waits, a job of higher priority goes first', async () => {
  const jobs = queue('later')
  const heard = await events('later')
  const order = []
  await jobs.add('low', {}, { priority: 10 })
  await jobs.add('high', {}, { priority: 1 })
  const delayed = await jobs.add('delayed', {}, { delay: 300 })
  assert.equal(await delayed.getState(), 'delayed')
  worker('later', async (job) => order.push(job.name))
  await delayed.waitUntilFinished(heard, 10_000)
  assert.deepEqual(order, ['high', 'low', 'delayed'])
  const done = await jobs.getJob(delayed.id)
  assert.ok(done.processedOn - done.timestamp >= 300)
})

test('a failing job is retried with a growing pause, and given up when told', async () => {
  const jobs = queue('flaky')
  const heard = await events('flaky')
  const tries = []
  worker('flaky', async (job) => {
    if (job.name === 'hopeless') throw new UnrecoverableError('never')
    tries.push(Date.now())
    if (tries.length < 3) throw new Error('not yet')
    return 'at last'
  })
  const job = await jobs.add('stubborn', {}, { attempts: 5, backoff: { type: 'exponential', delay: 50 } })
  assert.equal(await job.waitUntilFinished(heard, 10_000), 'at last')
  assert.equal(tries.length, 3)
  assert.ok(tries[2] - tries[1] >= 100)
  const hopeless = await jobs.add('hopeless', {}, { attempts: 5 })
  await assert.rejects(hopeless.waitUntilFinished(heard, 10_000), /never/)
  assert.equal((await jobs.getFailed()).length, 1)
})

test('a scheduler repeats until it is removed', async () => {
  const jobs = queue('clock')
  let ticks = 0
  worker('clock', async () => ticks++)
  await jobs.upsertJobScheduler('tick', { every: 100 }, { name: 'tick', data: {} })
  await jobs.upsertJobScheduler('night', { pattern: '0 3 * * *' }, { name: 'night' })
  assert.deepEqual((await jobs.getJobSchedulers()).map((it) => it.key).sort(), ['night', 'tick'])
  await eventually('three ticks', () => ticks >= 3)
  assert.ok(await jobs.removeJobScheduler('tick'))
  assert.deepEqual((await jobs.getJobSchedulers()).map((it) => it.key), ['night'])
})

test('a parent waits for its children and gets what they returned', async () => {
  const flow = open(new FlowProducer({ connection }))
  const heard = await events('assemble')
  worker('part', async (job) => job.data.weight)
  worker('assemble', async (job) => Object.values(await job.getChildrenValues()).reduce((a, b) => a + b, 0))
  const { job } = await flow.add({
    name: 'bike',
    queueName: 'assemble',
    children: [3, 4, 5].map((weight) => ({ name: 'part', queueName: 'part', data: { weight } })),
  })
  assert.equal(await job.waitUntilFinished(heard, 10_000), 12)
})

test('events tell progress, completion and failure in order', async () => {
  const jobs = queue('watched')
  const heard = await events('watched')
  const told = []
  for (const name of ['added', 'active', 'progress', 'completed']) heard.on(name, ({ jobId }) => told.push([name, jobId]))
  const finished = once(heard, 'completed')
  worker('watched', async (job) => job.updateProgress(50))
  const job = await jobs.add('work', {})
  await finished
  assert.deepEqual(told, ['added', 'active', 'progress', 'completed'].map((name) => [name, job.id]))
})

test('a paused queue does nothing until it is resumed, and a rate limit holds', async () => {
  const jobs = queue('paused')
  const heard = await events('paused')
  let done = 0
  await worker('paused', async () => done++, { limiter: { max: 2, duration: 200 } }).waitUntilReady()
  await jobs.pause()
  const added = await jobs.addBulk(Array.from({ length: 6 }, () => ({ name: 'work', data: {} })))
  assert.equal(await jobs.isPaused(), true)
  assert.equal((await jobs.getJobCounts()).waiting, 6)
  assert.equal(done, 0)
  const began = Date.now()
  await jobs.resume()
  await Promise.all(added.map((job) => job.waitUntilFinished(heard, 10_000)))
  assert.equal(done, 6)
  assert.ok(Date.now() - began >= 350)
})

test('a stalled job of a worker that died is done by another', async () => {
  const jobs = queue('stalled')
  const heard = await events('stalled')
  const dying = new Worker('stalled', () => new Promise(() => {}), { connection, lockDuration: 200, skipLockRenewal: true, skipStalledCheck: true })
  dying.on('error', () => {})
  const job = await jobs.add('work', {})
  await once(dying, 'active')
  await dying.close(true)
  worker('stalled', async () => 'rescued', { stalledInterval: 200, lockDuration: 5000 })
  assert.equal(await job.waitUntilFinished(heard, 10_000), 'rescued')
})

test('workers are found by the names of their connections', async () => {
  const jobs = queue('named')
  await worker('named', async () => {}, { name: 'one' }).waitUntilReady()
  await eventually('the worker is listed', async () => (await jobs.getWorkers()).length === 1)
})

test('obliterate leaves nothing of a queue', async () => {
  const jobs = queue('doomed')
  await jobs.addBulk(Array.from({ length: 50 }, () => ({ name: 'work', data: {} })))
  await jobs.add('delayed', {}, { delay: 60_000 })
  await jobs.obliterate({ force: true })
  assert.deepEqual(await connection.keys('bull:doomed:*'), [])
})

test('the eviction policy is the one it wants', async () => {
  assert.match(await connection.info('memory'), /maxmemory_policy:noeviction/)
  assert.deepEqual(warnings.filter((it) => /eviction/i.test(it)), [])
})
