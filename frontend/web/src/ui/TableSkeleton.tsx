import { Card, Skeleton, Stack } from '@mantine/core'

export function TableSkeleton({ label, rows = 4 }: { label: string; rows?: number }) {
  return (
    <Card role="status" aria-label={label}>
      <Stack gap="lg">
        {Array.from({ length: rows }, (_, i) => (
          <Skeleton key={i} h={30} width={`${96 - i * 7}%`} />
        ))}
      </Stack>
    </Card>
  )
}
