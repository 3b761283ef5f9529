import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import { FakeServer } from './fakeServer'

/**
 * Answers `/api` of the dev server from memory. `/__fake?databases=none&role=viewer&readyAfter=4000&fail=/metrics&loggedIn=false&tls=no&hosts=silent&hang=1
 * &operator=1&providers=1&verified=no&twoFactor=1&verification=required` begins anew in that state. Links that were mailed: `/verify#verify-me`,
 * `/reset-password#reset-me`, `/invitation#invite-me`; the password is in `fakeAccounts.ts`.
 */
export function fakeApi(): Plugin {
  let fake = new FakeServer({ readyAfter: 0 })
  return {
    name: 'miniredis-fake-api',
    configureServer(server) {
      server.middlewares.use('/__fake', (request, response) => {
        const query = new URL(request.url ?? '', 'http://fake').searchParams
        fake = new FakeServer({
          loggedIn: query.get('loggedIn') !== 'false',
          role: (query.get('role') as never) ?? 'owner',
          databases: query.get('databases') === 'none' ? 'none' : 'some',
          readyAfter: Number(query.get('readyAfter') ?? 0),
          tls: query.get('tls') !== 'no',
          operator: query.has('operator'),
          providers: query.has('providers'),
          verified: query.get('verified') !== 'no',
          twoFactor: query.has('twoFactor'),
          verification: query.get('verification') === 'required' ? 'required' : 'optional',
          silentHosts: query.get('hosts') === 'silent',
        })
        fake.hanging = query.has('hang')
        for (const path of query.getAll('fail')) fake.fail(path, 503, 'SERVICE_UNAVAILABLE', 'A part of the platform is down.')
        response.end('ok\n')
      })
      server.middlewares.use(async (request, response, next) => {
        if (!request.url?.startsWith('/api/')) return next()
        try {
          await write(response, await fake.fetch(await toRequest(request)))
        } catch {
          request.socket.destroy()
        }
      })
    },
  }
}

async function toRequest(request: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined
  return new Request(new URL(request.url ?? '', 'http://fake'), { method: request.method, body, headers: { 'Content-Type': 'application/json', Accept: request.headers.accept ?? '*/*' } })
}

async function write(response: ServerResponse, answer: Response): Promise<void> {
  response.statusCode = answer.status
  answer.headers.forEach((value, name) => response.setHeader(name, value))
  if (answer.headers.get('Content-Type') !== 'text/event-stream') return void response.end(Buffer.from(await answer.arrayBuffer()))
  const reader = answer.body!.getReader()
  response.on('close', () => void reader.cancel())
  for (let part = await reader.read(); !part.done; part = await reader.read()) response.write(part.value)
  response.end()
}
