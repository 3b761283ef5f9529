import { NavLink } from 'react-router'
import classes from './PageTabs.module.css'

/** Each tab is a page with an address of its own, so these are links. `to` goes on from `base`; the first is `''`. */
export function PageTabs({ label, base, tabs }: { label: string; base: string; tabs: ReadonlyArray<{ to: string; label: string }> }) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      {tabs.map(({ to, label: word }) => (
        <NavLink key={to} to={`${base}${to}`} end={to === ''}>
          {word}
        </NavLink>
      ))}
    </nav>
  )
}
