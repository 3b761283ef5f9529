import { Loader, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { isOutage } from '../api/queryClient'
import { UNREACHABLE, type ApiProblem } from '../api/problem'
import { Banner } from './Banner'

/** Says what does not answer, for as long as it does not. Pages keep showing what they knew last. */
export function TroubleBanner() {
  const trouble = useTrouble()
  if (trouble === null) return null
  return (
    <Banner testId="trouble-banner" mark={<Loader size={14} color="currentColor" aria-hidden />}>
      <Text size="sm">{trouble}</Text>
    </Banner>
  )
}

function useTrouble(): string | null {
  const cache = useQueryClient().getQueryCache()
  return useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () => {
      const failing = cache
        .getAll()
        .filter((it) => it.isActive())
        .map((it) => ({ key: String(it.queryKey[0]), error: it.state.error ?? it.state.fetchFailureReason }))
        .filter((it) => isOutage(it.error))
      if (failing.length === 0) return null
      if (failing.some((it) => (it.error as ApiProblem).code === UNREACHABLE)) {
        return 'The dashboard cannot reach its server. What you see is the last known state; your databases keep running.'
      }
      if (failing.every((it) => it.key === 'metrics')) return 'Measurements are not available right now. Your databases keep running.'
      return 'A part of MiniRedis does not answer right now. What you see is the last known state; your databases keep running.'
    },
  )
}
