import { Badge, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { sentenceOfCode } from '../api/sentences'
import type { AuditEvent } from '../api/types'
import type { ReactNode } from 'react'
import type { Column } from '../ui/DataTable'
import { exactTime, words } from '../ui/format'
import { changesOf, type Change } from './changes'

const COLORS: Record<AuditEvent['outcome'], string> = { done: 'gray', refused: 'orange', failed: 'red' }

export const AUDIT_COLUMNS: Array<Column<AuditEvent>> = [
  { head: 'What', kind: 'title', cell: (it) => <><Text fw={600} inherit>{words(it.action.replaceAll('.', ' '))}</Text><Small><code style={{ whiteSpace: 'nowrap' }}>{it.action}</code></Small></> },
  { head: 'When', kind: 'wide', cell: (it) => <time dateTime={it.at}>{exactTime(it.at)}</time> },
  { head: 'Who', kind: 'wide', cell: (it) => <Actor event={it} /> },
  { head: 'On', kind: 'wide', cell: (it) => <>{it.subjectName ?? it.subject ?? '–'}{it.subjectName && it.subject && <Small><code>{it.subject}</code></Small>}</> },
  { head: 'Outcome', kind: 'wide', cell: (it) => <Outcome event={it} /> },
  { head: 'Change', kind: 'wide', cell: (it) => <Changes changes={changesOf(it)} /> },
]

function Actor({ event: { actor, actorKind, actorName, address } }: { event: AuditEvent }) {
  return (
    <>
      {actorName ?? (actorKind === 'anonymous' ? 'Not logged in' : actor)} {actorKind !== 'user' && actorKind !== 'anonymous' && <Badge size="sm" color="gray">{actorKind}</Badge>}
      <Small>{actorName && <code>{actor}</code>}{actorName && address && ' · '}{address}</Small>
    </>
  )
}

function Outcome({ event: { outcome, code } }: { event: AuditEvent }) {
  return (
    <>
      <Badge color={COLORS[outcome]}>{outcome}</Badge>
      {code && (
        <Tooltip label={sentenceOfCode(code)} disabled={!sentenceOfCode(code)}>
          <Text size="xs" c="dimmed" mt={4}>{words(code)}</Text>
        </Tooltip>
      )}
    </>
  )
}

function Changes({ changes }: { changes: Change[] }) {
  if (changes.length === 0) return '–'
  return changes.map(({ field, before, after }) => (
    <div key={field}>
      <Text span inherit c="dimmed">{field}:</Text>{' '}
      {before !== undefined && <><VisuallyHidden>was </VisuallyHidden><s>{before}</s></>}
      {before !== undefined && after !== undefined && <><span aria-hidden> → </span><VisuallyHidden>, now </VisuallyHidden></>}
      {after}
    </div>
  ))
}

function Small({ children }: { children: ReactNode }) {
  return <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{children}</Text>
}
