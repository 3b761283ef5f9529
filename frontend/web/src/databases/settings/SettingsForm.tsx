import { Button, Card, Group, NativeSelect, Switch, Text, TextInput, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useEffect, useRef, useState } from 'react'
import { fieldErrorsOf } from '../../api/sentences'
import type { Database, Plan } from '../../api/types'
import { useMe } from '../../session/session'
import { bytes } from '../../ui/format'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { verdictOnSending, verdictOnSetting, type Setting } from '../actions'
import { ChoiceCards } from '../create/ChoiceCards'
import { EVICTION_POLICIES, nameProblem, PERSISTENCES, TLS_NOTE } from '../create/choices'
import { isOpen } from '../status'
import { changeOf, changesOf, LABELS, restarts, type Draft } from './changes'
import { ReviewDialog } from './ReviewDialog'
import classes from './Settings.module.css'
import { SettingRow } from './SettingRow'
import { useUpdate } from './useUpdate'

/** Every setting with what a change of it does; what is changed is reviewed as a whole before it is sent. */
export function SettingsForm({ database, plans = [] }: { database: Database; plans?: Plan[] }) {
  const me = useMe()
  const update = useUpdate(database.id)
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState<Draft>({})
  const [reviewing, review] = useDisclosure(false)
  const wanted = { ...database, ...draft }
  const changes = changesOf(database, draft, plans)
  // what refuses everything is said once
  const refusedAll = verdictOnSetting('name', database, me)
  const setting = (name: Setting) => ({ refusal: verdictOnSetting(name, database, me), isExplained: refusedAll !== null, isChanged: changes.some((it) => it.setting === name) })
  const set = (change: Draft) => {
    update.reset()
    setDraft({ ...draft, ...change })
  }
  const refused: Partial<Record<string, string>> = fieldErrorsOf(update.error)
  const errors: Partial<Record<string, string>> = { ...refused, name: (draft.name !== undefined && nameProblem(draft.name)) || refused.name }
  const wrong = (Object.keys(LABELS) as Setting[]).find((it) => errors[it])
  const blocked = wrong ? `See what is said at “${LABELS[wrong]}”.` : verdictOnSending(changes.map((it) => it.setting), database)
  useEffect(() => {
    if (!update.isError || !wrong) return
    review.close()
    document.getElementById(`setting-${wrong}`)?.focus()
  }, [update.error])
  const send = () =>
    update.mutate(changeOf(database, draft), {
      onSuccess: ({ operation }) => {
        setDraft({})
        review.close()
        notifications.show({ message: isOpen(operation) ? 'The change is under way.' : 'The settings are changed.' })
        // the button that opened the review is gone with the changes
        form.current?.focus()
      },
    })

  return (
    <form
      ref={form}
      tabIndex={-1}
      className={classes.form}
      aria-label="Settings"
      onSubmit={(event) => {
        event.preventDefault()
        if (changes.length > 0 && blocked === null) review.open()
      }}
    >
      <Card p={0}>
        <Title order={2} p="lg" pb={0}>Settings</Title>
        {refusedAll && <Text size="sm" c="dimmed" px="lg" mt={4}>{refusedAll}</Text>}
        <SettingRow setting="name" {...setting('name')}>
          {(props) => <TextInput {...props} value={wanted.name} onChange={(event) => set({ name: event.currentTarget.value })} error={errors.name} autoComplete="off" autoCapitalize="none" spellCheck={false} maw={360} />}
        </SettingRow>
        <SettingRow setting="plan" {...setting('plan')}>
          {(props) => <NativeSelect {...props} value={wanted.plan} onChange={(event) => set({ plan: event.currentTarget.value })} data={planOptions(plans, database)} error={errors.plan} maw={360} />}
        </SettingRow>
        <SettingRow setting="persistence" {...setting('persistence')}>
          {(props) => <ChoiceCards {...props} value={wanted.persistence} onChange={(persistence) => set({ persistence })} choices={PERSISTENCES} error={errors.persistence} />}
        </SettingRow>
        <SettingRow setting="evictionPolicy" {...setting('evictionPolicy')}>
          {(props) => (
            <NativeSelect
              {...props}
              value={wanted.evictionPolicy}
              onChange={(event) => set({ evictionPolicy: event.currentTarget.value as never })}
              data={EVICTION_POLICIES.map((it) => it.value)}
              description={EVICTION_POLICIES.find((it) => it.value === wanted.evictionPolicy)?.note}
              inputWrapperOrder={['input', 'description', 'error']}
              error={errors.evictionPolicy}
              maw={360}
            />
          )}
        </SettingRow>
        <SettingRow setting="tls" {...setting('tls')}>
          {(props) => <Switch {...props} checked={wanted.tls} onChange={(event) => set({ tls: event.currentTarget.checked })} label={wanted.tls ? 'On' : 'Off'} description={TLS_NOTE} error={errors.tls} />}
        </SettingRow>
        {changes.length > 0 && (
          <Group className={classes.bar} justify="space-between" gap="sm">
            <Text size="sm" role="status">{summary(changes.map((it) => it.setting))}{blocked && ` ${blocked}`}</Text>
            <Group gap="xs">
              <Button variant="subtle" color="gray" onClick={() => (update.reset(), setDraft({}))}>Discard</Button>
              <Button type="submit" data-disabled={blocked !== null || undefined} aria-disabled={blocked !== null} data-testid="review">Review changes</Button>
            </Group>
          </Group>
        )}
      </Card>
      <ReviewDialog opened={reviewing} onClose={review.close} changes={changes} persistence={wanted.persistence} onConfirm={send} sending={update.isPending} returnFocus={!wrong && changes.length > 0}>
        {update.isError && !wrong && <ProblemNotice error={update.error} />}
      </ReviewDialog>
    </form>
  )
}

function planOptions(plans: Plan[], { plan, memoryLimitBytes }: Database) {
  if (plans.length === 0) return [{ value: plan, label: `${plan}: ${bytes(memoryLimitBytes)}` }]
  return plans.map((it) => ({ value: it.id, label: `${it.id}: ${bytes(it.memoryLimitBytes)}, ${it.maxConnections.toLocaleString('en')} connections` }))
}

function summary(changed: Setting[]): string {
  const count = changed.length === 1 ? 'One change' : `${changed.length} changes`
  return `${count}, ${changed.some(restarts) ? 'with a restart' : 'no restart'}.`
}
