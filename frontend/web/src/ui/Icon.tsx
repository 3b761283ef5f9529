const PATHS = {
  copy: 'M8 8V5a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-3M5 8h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1Z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6Z',
  eyeOff: 'M4 4l16 16M9.9 5.8A8.7 8.7 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.7 3.4M6.3 7.3A16 16 0 0 0 2.5 12S6 18.5 12 18.5c1.7 0 3.2-.5 4.5-1.2M10 10a2.8 2.8 0 0 0 4 4',
  plus: 'M12 5v14M5 12h14',
  play: 'M8 5.5v13l10-6.5Z',
  stop: 'M7 7h10v10H7Z',
  restart: 'M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 4v4h-4',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 11v5M13.5 11v5',
  key: 'M14.5 9.5a4 4 0 1 1-1.6-3.2 4 4 0 0 1 1.6 3.2ZM13.3 12.3 20 19M17 16l2-2',
  user: 'M12 4.5a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6ZM4.5 20c.8-3.5 3.8-5.5 7.5-5.5s6.7 2 7.5 5.5',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM12 2.5V4M12 20v1.5M2.5 12H4M20 12h1.5M5.3 5.3l1 1M17.7 17.7l1 1M18.7 5.3l-1 1M6.3 17.7l-1 1',
  chevron: 'm7 10 5 5 5-5',
  warning: 'M12 4 3 19.5h18ZM12 10v4.5M12 17v.1',
  cross: 'm6.5 6.5 11 11M17.5 6.5l-11 11',
  download: 'M12 4.5v10.5M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14',
  more: 'M12 5.5v.1M12 12v.1M12 18.5v.1',
  list: 'M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1',
  lock: 'M6.5 10.5h11v9h-11ZM9 10.5V8a3 3 0 0 1 6 0v2.5M12 14v2',
  dials: 'M4 8h9M17 8h3M4 16h3M11 16h9M15 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4ZM9 14a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  up: 'M12 19.5V5M6 10.5 12 4.5l6 6',
  wrench: 'M14.5 9.5 5 19M19.2 7.2l-2.7 2.7-2.4-2.4 2.7-2.7a4.3 4.3 0 0 0-5.6 5.6 4.3 4.3 0 0 0 5.3 2.4 4.3 4.3 0 0 0 2.7-5.6Z',
  logout: 'M14 5H6v14h8M11 12h9M17 8.5l3.5 3.5-3.5 3.5',
  database: 'M5 6.5C5 5 8 4 12 4s7 1 7 2.5S16 9 12 9 5 8 5 6.5ZM5 6.5v11C5 19 8 20 12 20s7-1 7-2.5v-11M5 12c0 1.5 3 2.5 7 2.5s7-1 7-2.5',
} as const

export type IconName = keyof typeof PATHS

/** Decoration: what it means is always said in words beside it or in the label of its button. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
      <path d={PATHS[name]} />
    </svg>
  )
}
