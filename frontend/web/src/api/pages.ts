/** One page of a list of the API. */
export interface Page<T> {
  items: T[]
  next?: string | null
}

const PAGES_AT_MOST = 10

/** All of a list that is short enough to be shown as a whole. */
export async function allOf<T>(page: (query: { limit: number; cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = []
  let cursor: string | undefined
  for (let i = 0; i < PAGES_AT_MOST; i++) {
    const { items, next } = await page({ limit: 200, cursor })
    all.push(...items)
    if (!next) break
    cursor = next
  }
  return all
}
