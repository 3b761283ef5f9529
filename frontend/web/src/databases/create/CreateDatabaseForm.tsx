import { Button, Card, Collapse, Group, Stack, Switch, TextInput, UnstyledButton } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Plan } from '../../api/types'
import { bytes } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { ProblemNotice } from '../../ui/ProblemNotice'
import { focusFirst, useFormProblem } from '../../ui/useFormProblem'
import { DEFAULTS, EVICTION_POLICIES, nameProblem, PERSISTENCES, TLS_NOTE } from './choices'
import { ChoiceCards } from './ChoiceCards'
import classes from './CreateDatabase.module.css'
import { useCreateDatabase } from './useCreateDatabase'

export function CreateDatabaseForm({ plans }: { plans: UseQueryResult<Plan[]> }) {
  const create = useCreateDatabase()
  const form = useForm({ initialValues: { name: '', ...DEFAULTS }, validate: { name: nameProblem } })
  const rest = useFormProblem(form, create.error)
  const [opened, { toggle }] = useDisclosure(false)
  const open = opened || (['plan', 'persistence', 'evictionPolicy', 'tls'] as const).some((it) => form.errors[it] !== undefined)
  const { plan, evictionPolicy, persistence, tls } = form.values
  const memory = plans.data?.find((it) => it.id === plan)?.memoryLimitBytes

  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values), focusFirst(form))} noValidate aria-label="Create a database">
      <Stack maw={720}>
        {rest !== null && <ProblemNotice error={rest} />}
        <Card>
          <TextInput
            label="Name"
            description="Lower-case letters, digits and hyphens, beginning with a letter"
            placeholder="orders"
            size="md"
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-testid="database-name"
            {...form.getInputProps('name')}
          />
        </Card>
        <Card p={0}>
          <UnstyledButton className={classes.fold} onClick={toggle} aria-expanded={open} aria-controls="more-settings">
            <span>
              <strong>Settings</strong>
              <span className={classes.summary}>
                Plan {plan}{memory ? ` (${bytes(memory)})` : ''} · {evictionPolicy} · persistence {persistence} · {tls ? 'TLS' : 'no TLS'}
              </span>
            </span>
            <span className={open ? classes.turned : undefined}><Icon name="chevron" /></span>
          </UnstyledButton>
          <Collapse expanded={open} id="more-settings">
            <Stack p="lg" pt={0} gap="xl">
              {plans.isLoadingError && <ProblemNotice error={plans.error} onRetry={() => void plans.refetch()} />}
              <ChoiceCards label="Plan" {...form.getInputProps('plan')} choices={(plans.data ?? []).map(planChoice)} />
              <ChoiceCards label="Persistence: what survives a crash" {...form.getInputProps('persistence')} choices={PERSISTENCES} />
              <ChoiceCards label="When memory is full" {...form.getInputProps('evictionPolicy')} choices={EVICTION_POLICIES} />
              <Switch label="TLS" aria-label="TLS" description={TLS_NOTE} data-testid="tls-switch" {...form.getInputProps('tls', { type: 'checkbox' })} />
            </Stack>
          </Collapse>
        </Card>
        <Group>
          <Button type="submit" size="md" loading={create.isPending} data-testid="create-submit">Create database</Button>
          <Button component={Link} to="/databases" size="md" variant="subtle" color="gray">Cancel</Button>
        </Group>
      </Stack>
    </form>
  )
}

function planChoice(plan: Plan) {
  return {
    value: plan.id,
    title: plan.id,
    note: `${bytes(plan.memoryLimitBytes)} memory, ${plan.maxConnections.toLocaleString('en')} connections, up to ${plan.maxDatabases} of them`,
  }
}
