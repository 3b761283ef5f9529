import { Button, Card, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { Filters } from './filters'

const OUTCOMES = [{ value: '', label: 'any' }, { value: 'done', label: 'done' }, { value: 'refused', label: 'refused' }, { value: 'failed', label: 'failed' }]

export function FilterForm({ filters, onApply }: { filters: Filters; onApply: (filters: Filters) => void }) {
  const form = useForm({ initialValues: { actor: '', action: '', subject: '', outcome: '', from: '', to: '', ...filters } as Record<keyof Filters, string> })
  return (
    <Card padding="md">
      <form onSubmit={form.onSubmit((values) => onApply(values as Filters))} role="search" aria-label="Filter events">
        <SimpleGrid cols={{ base: 2, sm: 3, md: 6 }} spacing="sm">
          <TextInput label="Who" placeholder="usr_… or key_…" maxLength={60} autoCapitalize="none" spellCheck={false} {...form.getInputProps('actor')} />
          <TextInput label="What" placeholder="database.create" maxLength={60} autoCapitalize="none" spellCheck={false} {...form.getInputProps('action')} />
          <TextInput label="On" placeholder="db_…" maxLength={60} autoCapitalize="none" spellCheck={false} {...form.getInputProps('subject')} />
          <NativeSelect label="Outcome" data={OUTCOMES} {...form.getInputProps('outcome')} />
          <TextInput label="From" type="date" {...form.getInputProps('from')} />
          <TextInput label="Until" type="date" {...form.getInputProps('to')} />
        </SimpleGrid>
        <Group justify="flex-end" gap="xs" mt="sm">
          {Object.keys(filters).length > 0 && <Button variant="subtle" color="gray" size="sm" onClick={() => onApply({})}>Clear</Button>}
          <Button type="submit" variant="default" size="sm">Filter</Button>
        </Group>
      </form>
    </Card>
  )
}
