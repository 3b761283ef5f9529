/** Three layers: what a tenant sees, what we run, what lies on the disk. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-petrol-7)" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M16 6.8 25.2 11.4 16 16 6.8 11.4Z" />
        <path d="m6.8 16.2 9.2 4.6 9.2-4.6" opacity=".85" />
        <path d="m6.8 20.9 9.2 4.6 9.2-4.6" opacity=".55" />
      </g>
    </svg>
  )
}
