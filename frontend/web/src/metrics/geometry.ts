export interface Point {
  at: number
  value: number | null
}

/** Splits a series where nothing was measured: at nulls, and where the time between two points is far longer than usual. */
export function segmentsOf(points: readonly Point[]): Array<Array<{ at: number; value: number }>> {
  const longest = 3.5 * usualStep(points)
  const segments: Array<Array<{ at: number; value: number }>> = []
  let last: number | null = null
  for (const { at, value } of points) {
    if (value === null) {
      last = null
      continue
    }
    if (last === null || at - last > longest) segments.push([])
    segments[segments.length - 1]!.push({ at, value })
    last = at
  }
  return segments
}

function usualStep(points: readonly Point[]): number {
  const steps = points.slice(1).map((it, i) => it.at - points[i]!.at).sort((a, b) => a - b)
  return steps[Math.floor(steps.length / 2)] ?? Infinity
}

/** Round steps from zero to at least `highest`; powers of two for bytes. */
export function ticksUpTo(highest: number, base: 2 | 10, count = 4): number[] {
  if (!(highest > 0)) return [0, 1]
  const raw = highest / count
  const magnitude = base ** Math.floor(Math.log(raw) / Math.log(base))
  const factors = base === 2 ? [1, 2] : [1, 2, 2.5, 5, 10]
  const step = magnitude * (factors.find((it) => magnitude * it >= raw * 0.999) ?? base)
  return Array.from({ length: Math.ceil(highest / step - 1e-9) + 1 }, (_, i) => i * step)
}

const MINUTE = 60_000
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((it) => it * MINUTE)

/** Round times of the reader's clock between two instants, four at most. */
export function timeTicks(from: number, to: number, offset = -new Date(from).getTimezoneOffset() * MINUTE): number[] {
  const step = TIME_STEPS.find((it) => (to - from) / it <= 4.5) ?? 24 * 60 * MINUTE
  const ticks: number[] = []
  for (let at = Math.ceil((from + offset) / step) * step - offset; at <= to; at += step) ticks.push(at)
  return ticks
}

/** The measured point that is nearest in time, or null when none is within `within` milliseconds. */
export function nearest(points: readonly Point[], at: number, within: number): { at: number; value: number } | null {
  let best: { at: number; value: number } | null = null
  for (const it of points) {
    if (it.value === null || Math.abs(it.at - at) > within) continue
    if (best === null || Math.abs(it.at - at) < Math.abs(best.at - at)) best = { at: it.at, value: it.value }
  }
  return best
}
