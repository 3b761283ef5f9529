import { useElementSize } from '@mantine/hooks'
import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { nearest, segmentsOf, ticksUpTo, timeTicks, type Point } from './geometry'
import classes from './LineChart.module.css'

interface Props {
  title: string
  points: Point[]
  from: number
  to: number
  format: (value: number) => string
  base: 2 | 10
  limit?: number
  atLeast?: number
}

const HOUR = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const INSTANT = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const HEIGHT = 180
const LEFT = 62
const BOTTOM = 22
const TOP = 8

/** One series over time. Where nothing was measured, nothing is drawn. Arrow keys or the pointer read single values. */
export function LineChart({ title, points, from, to, format, base, limit, atLeast = 0 }: Props) {
  const { ref, width: measured } = useElementSize()
  const width = measured || 480
  const [cursor, setCursor] = useState<number | null>(null)

  const values = points.flatMap((it) => (it.value === null ? [] : [it.value]))
  const ticks = ticksUpTo(Math.max(atLeast, limit ?? 0, ...values), base)
  const top = Math.max(ticks.at(-1)!, limit === undefined ? 0 : limit * 1.04)
  const x = (at: number) => LEFT + ((at - from) / Math.max(1, to - from)) * (width - LEFT - 6)
  const y = (value: number) => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM)
  const read = cursor === null ? null : nearest(points, cursor, (to - from) / 40)

  const point = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left
    setCursor(from + ((left - LEFT) / (width - LEFT - 6)) * (to - from))
  }
  const step = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (direction === 0) return
    event.preventDefault()
    setCursor(Math.min(to, Math.max(from, (cursor ?? to) + (direction * (to - from)) / 60)))
  }
  return (
    <div ref={ref} className={classes.chart}>
      <svg width={width} height={HEIGHT} role="img" tabIndex={0} aria-label={`${title}: ${summary(values, format)}`} onPointerMove={point} onPointerLeave={() => setCursor(null)} onKeyDown={step} onBlur={() => setCursor(null)}>
        {ticks.map((it) => (
          <g key={it}>
            <line className={classes.grid} x1={LEFT} x2={width - 6} y1={y(it)} y2={y(it)} />
            <text className={classes.tick} x={LEFT - 10} y={y(it) + 4} textAnchor="end">{format(it)}</text>
          </g>
        ))}
        {timeTicks(from, to)
          .filter((it) => x(it) < width - 18)
          .map((it) => (
            <text key={it} className={classes.tick} x={x(it)} y={HEIGHT - 4} textAnchor="middle">{HOUR.format(it)}</text>
          ))}
        {limit !== undefined && <line className={classes.limit} x1={LEFT} x2={width - 6} y1={y(limit)} y2={y(limit)} />}
        {segmentsOf(points).map((segment) => {
          const line = segment.map((it) => `${x(it.at).toFixed(1)},${y(it.value).toFixed(1)}`).join('L')
          const first = segment[0]!
          if (segment.length === 1) return <circle key={first.at} className={classes.dot} cx={x(first.at)} cy={y(first.value)} r={2} />
          return (
            <g key={first.at}>
              <path className={classes.area} d={`M${x(first.at)},${y(0)}L${line}L${x(segment.at(-1)!.at)},${y(0)}Z`} />
              <path className={classes.line} d={`M${line}`} />
            </g>
          )
        })}
        {read && (
          <g>
            <line className={classes.cursor} x1={x(read.at)} x2={x(read.at)} y1={TOP} y2={HEIGHT - BOTTOM} />
            <circle className={classes.dot} cx={x(read.at)} cy={y(read.value)} r={3.5} />
          </g>
        )}
      </svg>
      {read && (
        <div className={classes.reading} role="status" style={{ left: Math.min(Math.max(x(read.at), LEFT + 40), width - 70) }}>
          <strong>{format(read.value)}</strong> {INSTANT.format(read.at)}
        </div>
      )}
    </div>
  )
}

function summary(values: number[], format: (value: number) => string): string {
  if (values.length === 0) return 'no data'
  return `${format(values.at(-1)!)} now, between ${format(Math.min(...values))} and ${format(Math.max(...values))}`
}
