import { useMutation } from '@tanstack/react-query'
import { answer, api } from '../api/client'
import { ApiProblem } from '../api/problem'
import { sentenceOf } from '../api/sentences'
import { parse } from './parse'
import { formatError, formatReply } from './reply'
import { transcript } from './transcript'

const DESTRUCTIVE = new Set(['FLUSHALL', 'FLUSHDB'])

/** Whether a line empties the database, and so is asked about first. */
export function isDestructive(line: string): boolean {
  const parsed = parse(line)
  return 'words' in parsed && DESTRUCTIVE.has((parsed.words[0] ?? '').toUpperCase())
}

/** Runs lines against one database and keeps the transcript. */
export function useConsole(databaseId: string) {
  return useMutation({
    mutationFn: async (line: string) => {
      const id = transcript.begin(databaseId, line)
      const parsed = parse(line)
      if ('error' in parsed) return transcript.end(databaseId, id, 'error', parsed.error)
      try {
        const { result } = await answer(
          api.POST('/databases/{databaseId}/commands', { params: { path: { databaseId } }, body: { command: parsed.words } }),
        )
        transcript.end(databaseId, id, 'reply', formatReply(result, parsed.words))
      } catch (error) {
        transcript.end(databaseId, id, 'error', failure(error))
        if (error instanceof ApiProblem && error.status === 401) throw error
      }
    },
  })
}

function failure(error: unknown): string {
  const fromEngine = error instanceof ApiProblem && error.code === 'COMMAND_FAILED'
  return fromEngine ? formatError(error.detail) : sentenceOf(error)
}
