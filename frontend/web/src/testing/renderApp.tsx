import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Fragment, StrictMode } from 'react'
import { MemoryRouter } from 'react-router'
import { vi } from 'vitest'
import { newQueryClient } from '../api/queryClient'
import { Pages } from '../app/Pages'
import { Providers } from '../app/Providers'
import { FakeServer, type FakeOptions } from '../fake/fakeServer'

// read ahead, so that no test waits for a page's script to be made
await Promise.all(Object.values(import.meta.glob(['../**/*Page.tsx', '../**/*Tab.tsx', '../app/Shell.tsx', '../session/*Dialog.tsx'])).map((load) => load()))

/** The whole dashboard at a path, over the in-memory API. */
export function renderApp(path: string, options: FakeOptions = {}, prepare?: (fake: FakeServer) => void, { strict = false } = {}) {
  const Mode = strict ? StrictMode : Fragment
  const fake = new FakeServer(options)
  prepare?.(fake)
  vi.stubGlobal('fetch', fake.fetch)
  const client = newQueryClient()
  const user = userEvent.setup()
  render(
    <Mode>
      <MemoryRouter initialEntries={[path]}>
        <Providers client={client} env="test">
          <Pages />
        </Providers>
      </MemoryRouter>
    </Mode>,
  )
  return { fake, client, user }
}
