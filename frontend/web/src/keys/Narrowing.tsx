import { Checkbox, Fieldset, MultiSelect, Stack } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import type { Role } from '../api/types'
import { databasesQuery } from '../databases/queries'
import { ACCESSES, accessesOf } from './reach'

interface Props {
  role: Role
  access: GetInputPropsReturnType
  databases: GetInputPropsReturnType
}

/** Makes a key smaller than its role; left alone, the role decides. */
export function Narrowing({ role, access, databases }: Props) {
  const all = useQuery(databasesQuery())
  const possible = accessesOf(role)
  return (
    <Fieldset legend="Narrow it" radius="md">
      <Stack gap="sm">
        <Checkbox.Group {...access} label="Only" description="Without a tick, everything that the role allows">
          <Stack gap={6} mt={8}>
            {ACCESSES.map(({ value, label, note }) => (
              <Checkbox key={value} value={value} label={label} description={note} disabled={!possible.includes(value)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <MultiSelect
          {...databases}
          label="Only these databases"
          placeholder={databases.value?.length === 0 ? 'All, also those of the future' : undefined}
          data={(all.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          nothingFoundMessage={all.isError ? 'The databases could not be loaded' : 'No such database'}
          searchable
          hidePickedOptions
          comboboxProps={{ withinPortal: true }}
        />
      </Stack>
    </Fieldset>
  )
}
