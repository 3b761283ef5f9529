import { useSyncExternalStore } from 'react'

export interface Entry {
  id: number
  line: string
  output: string | null
  kind: 'reply' | 'error' | 'pending'
}

const MOST = 200
const transcripts = new Map<string, Entry[]>()
const listeners = new Set<() => void>()
const NOTHING: Entry[] = []
let count = 0

function change(databaseId: string, next: Entry[]): void {
  transcripts.set(databaseId, next.slice(-MOST))
  listeners.forEach((it) => it())
}

/**
 * What was typed and answered, kept while the page lives, so that changing tabs loses nothing. It is not stored: commands hold secrets.
 */
export const transcript = {
  begin(databaseId: string, line: string): number {
    const id = ++count
    change(databaseId, [...(transcripts.get(databaseId) ?? []), { id, line, output: null, kind: 'pending' }])
    return id
  },
  end(databaseId: string, id: number, kind: 'reply' | 'error', output: string): void {
    change(databaseId, (transcripts.get(databaseId) ?? []).map((it) => (it.id === id ? { ...it, kind, output } : it)))
  },
  clear(databaseId: string): void {
    change(databaseId, [])
  },
}

export function useTranscript(databaseId: string): Entry[] {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    () => transcripts.get(databaseId) ?? NOTHING,
  )
}
