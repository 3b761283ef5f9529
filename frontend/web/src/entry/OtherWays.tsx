import { Button, Divider, Stack } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { answer, api } from '../api/client'

const providersQuery = () =>
  queryOptions({
    queryKey: ['providers'],
    queryFn: async ({ signal }) => (await answer(api.GET('/auth/providers', { signal }))).items,
    staleTime: 300_000,
    meta: { ofNobody: true },
  })

/** Links to log in with an account of elsewhere; nothing where there are none. */
export function OtherWays() {
  const providers = useQuery(providersQuery())
  if (!providers.data?.length) return null
  return (
    <Stack gap="sm" mt="lg">
      <Divider label="or" />
      {providers.data.map(({ id, name, url }) => (
        <Button key={id} component="a" href={url} variant="default" size="md">Continue with {name}</Button>
      ))}
    </Stack>
  )
}
