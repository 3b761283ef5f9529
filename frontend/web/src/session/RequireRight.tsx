import type { ReactNode } from 'react'
import { EmptyState } from '../ui/EmptyState'
import { refusalOf, type Right } from './roles'
import { useMe } from './session'

/** Shows a page to those who may see it, and the reason to others. */
export function RequireRight({ right, title, children }: { right: Right; title: string; children: ReactNode }) {
  const refusal = refusalOf(useMe(), right)
  return refusal === null ? children : <EmptyState icon="lock" title={title}>{refusal}</EmptyState>
}
