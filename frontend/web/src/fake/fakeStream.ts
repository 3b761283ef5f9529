import type { FakeDatabase } from './fakeDatabase'

/** The event stream of a database: it as it is and with each change, and each new event; looks every 200 ms. */
export function fakeStream(database: FakeDatabase, now: () => number): Response {
  const text = new TextEncoder()
  let timer: ReturnType<typeof setInterval>
  let shown = ''
  let told = database.events.length
  const body = new ReadableStream({
    start(stream) {
      const send = (event: string, data: unknown) => stream.enqueue(text.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
      const look = () => {
        if (database.isGone(now())) {
          clearInterval(timer)
          send('deleted', { id: database.id })
          return stream.close()
        }
        const view = database.view(now())
        if (JSON.stringify(view) !== shown) send('database', view)
        shown = JSON.stringify(view)
        for (; told < database.events.length; told++) send('history', database.events.at(-told - 1))
      }
      timer = setInterval(look, 200)
      look()
    },
    cancel: () => clearInterval(timer),
  })
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' } })
}
