import { useEffect, useState } from 'react'
import { ApiProblem } from '../api/problem'

/** How many seconds are left until the server lets one try again; 0 when it does. */
export function useWait(error: unknown): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const seconds = error instanceof ApiProblem && error.status === 429 ? (error.retryAfter ?? 0) : 0
    const until = Date.now() + seconds * 1000
    const look = () => {
      const remaining = Math.max(0, Math.ceil((until - Date.now()) / 1000))
      setLeft(remaining)
      if (remaining === 0) clearInterval(timer)
    }
    const timer = setInterval(look, 250)
    look()
    return () => clearInterval(timer)
  }, [error])
  return left
}
