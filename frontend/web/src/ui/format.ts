const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** 1536 → “1.5 KiB”; three significant figures at most. */
export function bytes(value: number): string {
  let scaled = value
  let unit = 0
  while (scaled >= 1024 && unit < UNITS.length - 1) {
    scaled /= 1024
    unit++
  }
  return `${short(scaled)} ${UNITS[unit]}`
}

/** 12345 → “12.3k”; for rates and counts in small places. */
export function compact(value: number): string {
  if (Math.abs(value) >= 999_500) return `${short(value / 1_000_000)}M`
  if (Math.abs(value) >= 9_995) return `${short(value / 1000)}k`
  return short(value)
}

function short(value: number): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return String(Number(value.toFixed(digits)))
}

const DIVISIONS: Array<[Intl.RelativeTimeFormatUnit, number]> = [['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3600], ['minute', 60]]

/** “3 hours ago”, “in 2 days”, “just now”. */
export function relative(at: string, now: number): string {
  const seconds = (new Date(at).getTime() - now) / 1000
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  for (const [unit, size] of DIVISIONS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return 'just now'
}

/** 75 → “1 min 15 s” */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return [minutes > 0 && `${minutes} min`, (seconds % 60 > 0 || minutes === 0) && `${seconds % 60} s`].filter(Boolean).join(' ')
}

/** A point in time in the reader's own zone. */
export function dateTime(at: string | number): string {
  return new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })
}

/** The same to the second, for when the order of things matters. */
export function exactTime(at: string): string {
  return new Date(at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'medium' })
}

/** HOST_LOST → “Host lost”, keep_data → “Keep data” */
export function words(machineWord: string): string {
  const spaced = machineWord.toLowerCase().replace(/[_-]+/g, ' ')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
