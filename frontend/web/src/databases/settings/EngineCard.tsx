import { Card, Group, Text, Title } from '@mantine/core'
import type { Database } from '../../api/types'
import { useMe } from '../../session/session'
import { words } from '../../ui/format'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { verdictOn } from '../actions'
import { ActionButton } from '../detail/ActionButton'
import { useAction } from '../detail/useAction'
import { restartNote } from './changes'

/** What runs the database, and the newer version that waits for a restart. */
export function EngineCard({ database }: { database: Database }) {
  const me = useMe()
  const act = useAction(database.id)
  const upgrade = database.engineUpgrade
  const restart = verdictOn('restart', database, me)
  return (
    <Card data-testid="engine-card">
      <Group justify="space-between" align="flex-start" gap="md">
        <div style={{ flex: '1 1 320px' }}>
          <Title order={2} mb={4}>Engine</Title>
          <Text size="sm" fw={550}>{words(database.engineVersion ?? database.engine)}</Text>
          {upgrade && (
            <Text size="sm" mt={6}>
              Version {words(upgrade)} is installed on the host; a restart runs it. {restartNote(database)}
            </Text>
          )}
        </div>
        {upgrade && <ActionButton action="restart" refusal={restart} busy={act.isPending} onClick={() => act.mutate('restart')} word="Restart to upgrade" testId="upgrade" />}
      </Group>
      {act.isError && <div style={{ marginTop: 12 }}><ProblemNotice error={act.error} /></div>}
    </Card>
  )
}
