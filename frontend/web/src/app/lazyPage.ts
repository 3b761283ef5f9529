import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

/** A page in a script of its own, which may be fetched ahead. */
export function lazyPage<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name): LazyExoticComponent<ComponentType> & { preload: () => void } {
  const component = lazy(async () => ({ default: (await load())[name] }))
  // what fails here fails again, and is told, when it is needed
  return Object.assign(component, { preload: () => void load().catch(() => {}) })
}
