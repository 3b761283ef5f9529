import { dateTime, relative } from './format'
import { useNow } from './useNow'

/** “3 minutes ago”, with the point in time behind it. */
export function Ago({ at }: { at: string }) {
  const now = useNow(30_000)
  return <time dateTime={at} title={dateTime(at)}>{relative(at, now)}</time>
}
