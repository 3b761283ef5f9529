import { Button, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { refusalOf } from '../session/roles'
import { useMe } from '../session/session'
import { EmptyState } from '../ui/EmptyState'
import { Icon } from '../ui/Icon'
import { PageHeader } from '../ui/PageHeader'
import { ProblemNotice } from '../ui/ProblemNotice'
import { TableSkeleton } from '../ui/TableSkeleton'
import { usePageTitle } from '../ui/usePageTitle'
import { ApiKeyTable } from './ApiKeyTable'
import { CreateKeyDialog } from './CreateKeyDialog'
import { apiKeysQuery } from './queries'

export function ApiKeysPage() {
  usePageTitle('API keys')
  const keys = useQuery(apiKeysQuery())
  const refusal = refusalOf(useMe(), 'MANAGE_KEYS')
  const [creating, dialog] = useDisclosure(false)
  const mayChange = refusal === null
  const create = (
    <Tooltip label={refusal} disabled={mayChange}>
      <Button leftSection={<Icon name="plus" />} onClick={() => mayChange && dialog.open()} data-disabled={!mayChange || undefined} aria-disabled={!mayChange} aria-description={refusal ?? undefined} data-testid="create-key">
        Create key
      </Button>
    </Tooltip>
  )
  const header = (
    <PageHeader
      title="API keys"
      note={<>For programs that call the MiniRedis API: <code>Authorization: Bearer mr_…</code>. They are no Redis passwords.</>}
      actions={keys.data?.length !== 0 && create}
    />
  )
  const dialogs = <CreateKeyDialog opened={creating} onClose={dialog.close} />

  if (keys.isPending) return <>{header}<TableSkeleton label="Loading keys" rows={3} /></>
  if (keys.isLoadingError) return <>{header}<ProblemNotice title="The keys could not be loaded" error={keys.error} onRetry={() => void keys.refetch()} /></>
  if (keys.data.length === 0) {
    return (
      <>
        {header}
        <EmptyState icon="key" title="No keys yet" action={create}>A key lets a program do what its role allows, without your password.</EmptyState>
        {dialogs}
      </>
    )
  }
  return <>{header}<ApiKeyTable keys={keys.data} mayRevoke={mayChange} />{dialogs}</>
}
