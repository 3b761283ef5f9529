import { afterEach, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllGlobals()
  Reflect.deleteProperty(navigator, 'credentials')
})

/** A browser that knows passkeys, which jsdom does not. */
export function browserWithPasskeys(ask: () => Promise<unknown> = () => Promise.resolve({ toJSON: () => ({ id: 'AAAA', response: {} }) })) {
  vi.stubGlobal('PublicKeyCredential', class {
    static parseCreationOptionsFromJSON = (it: unknown) => it
    static parseRequestOptionsFromJSON = (it: unknown) => it
  })
  Object.defineProperty(navigator, 'credentials', { configurable: true, value: { create: ask, get: ask } })
}
