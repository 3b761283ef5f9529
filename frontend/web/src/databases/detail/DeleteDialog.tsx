import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from 'react-router'
import type { Database } from '../../api/types'
import { TypedNameDialog } from '../../ui/TypedNameDialog'
import { useAction } from './useAction'

export function DeleteDialog({ database, opened, onClose }: { database: Database; opened: boolean; onClose: () => void }) {
  const navigate = useNavigate()
  const act = useAction(database.id)
  const remove = () =>
    act.mutate('delete', {
      onSuccess: () => {
        notifications.show({ message: `${database.name} is being deleted.` })
        void navigate('/databases')
      },
    })
  return (
    <TypedNameDialog name={database.name} verb="Delete database" opened={opened} onClose={onClose} onConfirm={remove} deletion={act}>
      <Text size="sm">
        The database stops at once and its URL stops working. Its data is kept on the host for the grace period, then it is gone for good.
      </Text>
    </TypedNameDialog>
  )
}
