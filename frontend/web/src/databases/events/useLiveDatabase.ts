import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Database, DatabaseEvent, DatabaseEvents } from '../../api/types'
import { eventsKey } from './queries'

/** A stream that was refused, for want of room or of a server, is tried again this much later; polling serves meanwhile. */
const REFUSED = 30_000

/**
 * Listens to the database's event stream while the page is looked at, and puts what it says where polling puts it.
 *
 * @returns whether the stream is open, so that polling can be calm
 */
export function useLiveDatabase(databaseId: string): boolean {
  const client = useQueryClient()
  const [live, setLive] = useState(false)
  useEffect(() => {
    if (typeof EventSource === 'undefined') return
    let source: EventSource | null = null
    let again: ReturnType<typeof setTimeout> | undefined

    const close = () => {
      clearTimeout(again)
      source?.close()
      source = null
      setLive(false)
    }
    const open = () => {
      close()
      // a hidden page gives its stream back: an organization has only so many, and a browser only six connections
      if (document.hidden) return
      const opened = new EventSource(`/api/v1/databases/${encodeURIComponent(databaseId)}/events`)
      source = opened
      opened.addEventListener('open', () => {
        setLive(true)
        // what happened while nobody listened
        void client.invalidateQueries({ queryKey: eventsKey(databaseId) })
      })
      opened.addEventListener('error', () => {
        setLive(false)
        // else the browser itself connects again
        if (opened.readyState === EventSource.CLOSED) again = setTimeout(open, REFUSED)
      })
      opened.addEventListener('database', (event) => void takeOver(client, JSON.parse(event.data) as Database))
      opened.addEventListener('history', (event) => remember(client, databaseId, JSON.parse(event.data) as DatabaseEvent))
      opened.addEventListener('deleted', () => {
        close()
        void client.invalidateQueries({ queryKey: ['databases'] })
      })
    }

    open()
    document.addEventListener('visibilitychange', open)
    return () => {
      document.removeEventListener('visibilitychange', open)
      close()
    }
  }, [client, databaseId])
  return live
}

/** An answer that is on its way is older than what the stream just said. */
async function takeOver(client: QueryClient, database: Database): Promise<void> {
  const queryKey = ['databases', database.id]
  await client.cancelQueries({ queryKey, exact: true })
  client.setQueryData(queryKey, database)
}

/** Puts a new event first in every list that is shown. */
export function remember(client: QueryClient, databaseId: string, event: DatabaseEvent): void {
  client.setQueriesData<DatabaseEvents>({ queryKey: eventsKey(databaseId) }, (it) => {
    if (!it || it.items.some((known) => isSame(known, event))) return it
    return { ...it, items: [event, ...it.items] }
  })
}

export function isSame(one: DatabaseEvent, other: DatabaseEvent): boolean {
  return one.at === other.at && one.kind === other.kind && one.message === other.message
}
