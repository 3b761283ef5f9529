import { MantineProvider } from '@mantine/core'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { lazy, Suspense, type ReactNode } from 'react'
import { ErrorBoundary } from './ErrorBoundary'
import { theme } from './theme'

const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }))

/** What every page and every test stands in; `env="test"` switches animations off. */
export function Providers({ client, env, children }: { client: QueryClient; env?: 'test'; children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" env={env}>
      <Suspense fallback={null}>
        <Notifications position="bottom-right" />
      </Suspense>
      <QueryClientProvider client={client}>
        <ErrorBoundary>{children}</ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  )
}
