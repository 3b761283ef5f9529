import { Text } from '@mantine/core'
import type { DatabaseEvent } from '../../api/types'
import { useMe } from '../../session/session'
import { exactTime, relative } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { useNow } from '../../ui/useNow'
import classes from './EventList.module.css'
import { byWhom, lookOfEvent } from './kinds'

/** A line with a mark per event. The marks differ in shape, not only in colour, and troubles are also named as such. */
export function EventList({ events }: { events: DatabaseEvent[] }) {
  const { user } = useMe()
  const now = useNow(30_000)
  return (
    <ol className={classes.list} aria-label="Events, newest first">
      {events.map((event, i) => {
        const { label, severity, icon } = lookOfEvent(event)
        const who = byWhom(event, user?.id)
        return (
          <li key={`${event.at} ${event.kind} ${i - events.length}`} data-severity={severity} data-testid="event">
            <span className={classes.mark}><Icon name={icon} size={14} /></span>
            <div className={classes.told}>
              <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
                {severity === 'bad' && <span className={classes.hidden}>Problem: </span>}
                {severity === 'warning' && <span className={classes.hidden}>Warning: </span>}
                {label ?? event.message}
                {who && <Text span size="sm" c="dimmed" fw={400}> {who}</Text>}
              </Text>
              {label && <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{event.message}</Text>}
            </div>
            <Text component="time" size="xs" c="dimmed" dateTime={event.at} title={exactTime(event.at)}>{relative(event.at, now)}</Text>
          </li>
        )
      })}
    </ol>
  )
}
