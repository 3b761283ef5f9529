import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, api } from '../api/client'
import { RANGES, type Range } from './charts'

export const metricsQuery = (databaseId: string, range: Range) =>
  queryOptions({
    queryKey: ['metrics', databaseId, range],
    queryFn: ({ signal }) => answer(api.GET('/databases/{databaseId}/metrics', { params: { path: { databaseId }, query: { range } }, signal })),
    refetchInterval: RANGES.find((it) => it.value === range)?.every,
    placeholderData: keepPreviousData,
  })

export const slowlogQuery = (databaseId: string) =>
  queryOptions({
    queryKey: ['slowlog', databaseId],
    queryFn: async ({ signal }) => (await answer(api.GET('/databases/{databaseId}/slowlog', { params: { path: { databaseId } }, signal }))).items,
    refetchInterval: 15_000,
  })
