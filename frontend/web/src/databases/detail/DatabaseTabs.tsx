import { NavLink } from 'react-router'
import classes from './DatabaseTabs.module.css'

const TABS = [
  { to: '', label: 'Connect' },
  { to: '/metrics', label: 'Metrics' },
  { to: '/console', label: 'Console' },
  { to: '/slowlog', label: 'Slow log' },
  { to: '/events', label: 'Events' },
  { to: '/settings', label: 'Settings' },
]

/** Each tab is a page with an address of its own, so these are links. */
export function DatabaseTabs({ databaseId }: { databaseId: string }) {
  return (
    <nav className={classes.tabs} aria-label="Database">
      {TABS.map(({ to, label }) => (
        <NavLink key={to} to={`/databases/${databaseId}${to}`} end={to === ''}>
          {label}
        </NavLink>
      ))}
    </nav>
  )
}
