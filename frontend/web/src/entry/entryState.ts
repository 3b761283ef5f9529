import { useLocation } from 'react-router'

/** What one page tells the entry page that it sends somebody to. */
export interface EntryState {
  /** where to go afterwards */
  next?: string
  note?: 'ended' | 'needed' | 'reset' | 'invited'
  email?: string
}

export function useEntryState(): EntryState {
  return (useLocation().state ?? {}) as EntryState
}

/** The token of a mailed link. It is behind `#`, so no server and no log ever sees it. */
export function useMailedToken(): string {
  return useLocation().hash.slice(1)
}
