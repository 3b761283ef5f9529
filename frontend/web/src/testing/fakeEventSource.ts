import { act } from '@testing-library/react'

/** An event stream in the hands of a test; jsdom has none. */
export class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2
  static all: FakeEventSource[] = []
  readyState = 0

  constructor(readonly url: string) {
    super()
    FakeEventSource.all.push(this)
  }

  /** The newest one that is not closed. */
  static get open(): FakeEventSource | undefined {
    return FakeEventSource.all.findLast((it) => it.readyState !== FakeEventSource.CLOSED)
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED
  }

  accept(): void {
    this.readyState = 1
    act(() => void this.dispatchEvent(new Event('open')))
  }

  refuse(): void {
    this.readyState = FakeEventSource.CLOSED
    act(() => void this.dispatchEvent(new Event('error')))
  }

  async tell(event: string, data: unknown): Promise<void> {
    await act(async () => void this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) })))
  }
}
