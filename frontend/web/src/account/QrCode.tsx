import qrcode from 'qrcode-generator'
import { useMemo } from 'react'

/** Dark on light in every colour scheme, with the quiet zone that cameras need. Drawn here: what it holds goes nowhere. */
export function QrCode({ text, label, size = 200 }: { text: string; label: string; size?: number }) {
  const { path, modules } = useMemo(() => draw(text), [text])
  return (
    <svg role="img" aria-label={label} width={size} height={size} viewBox={`-4 -4 ${modules + 8} ${modules + 8}`} shapeRendering="crispEdges" style={{ borderRadius: 8 }}>
      <rect x={-4} y={-4} width={modules + 8} height={modules + 8} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

function draw(text: string): { path: string; modules: number } {
  const code = qrcode(0, 'M')
  code.addData(text, 'Byte')
  code.make()
  const modules = code.getModuleCount()
  const all = Array.from({ length: modules * modules }, (_, i) => [Math.floor(i / modules), i % modules] as const)
  return { modules, path: all.filter(([row, column]) => code.isDark(row, column)).map(([row, column]) => `M${column} ${row}h1v1h-1z`).join('') }
}
