import { Button, Group, Stack, Text } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { RequireRight } from '../session/RequireRight'
import { EmptyState } from '../ui/EmptyState'
import { Icon } from '../ui/Icon'
import { PagedTable } from '../ui/PagedTable'
import { ProblemNotice } from '../ui/ProblemNotice'
import { saveText } from '../ui/saveText'
import { AUDIT_COLUMNS } from './auditColumns'
import { FilterForm } from './FilterForm'
import { filtersOf, type Filters } from './filters'
import { auditCsv, auditQuery } from './queries'

/** Who changed what, and what was refused. */
export function AuditTab() {
  return (
    <RequireRight right="SEE_AUDIT" title="You cannot see the audit">
      <Audit />
    </RequireRight>
  )
}

function Audit() {
  const [search, setSearch] = useSearchParams()
  const filters = filtersOf(search)
  const events = useInfiniteQuery({ ...auditQuery(filters), placeholderData: keepPreviousData })
  const isFiltered = Object.keys(filters).length > 0
  const apply = (wanted: Filters) => setSearch(Object.entries(wanted).filter(([, value]) => value) as string[][] as [string, string][])
  return (
    <Stack>
      <FilterForm key={search.toString()} filters={filters} onApply={apply} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">Newest first. Events are kept for a while and then deleted; whoever runs this platform says how long.</Text>
        <Download filters={filters} />
      </Group>
      <div aria-busy={events.isPlaceholderData} style={{ opacity: events.isPlaceholderData ? 0.5 : undefined }}>
        <PagedTable
          pages={events}
          noun="events"
          columns={AUDIT_COLUMNS}
          keyOf={(it) => it.id}
          testIdOf={() => 'audit-event'}
          empty={
            <EmptyState icon="list" title={isFiltered ? 'Nothing like that happened' : 'Nothing happened yet'} action={isFiltered && <Button variant="default" onClick={() => apply({})}>Clear the filters</Button>}>
              Changes of databases, keys and members, and what was refused, appear here.
            </EmptyState>
          }
        />
      </div>
    </Stack>
  )
}

function Download({ filters }: { filters: Filters }) {
  const download = useMutation({
    mutationFn: () => auditCsv(filters),
    onSuccess: (csv) => saveText(csv, `miniredis-audit-${new Date().toISOString().slice(0, 10)}.csv`, 'text/csv'),
  })
  return (
    <>
      <Button variant="default" size="sm" leftSection={<Icon name="download" size={17} />} loading={download.isPending} onClick={() => download.mutate()}>Download CSV</Button>
      {download.isError && <ProblemNotice error={download.error} />}
    </>
  )
}
