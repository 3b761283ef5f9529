import { Button, Group, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { answer, api } from '../api/client'
import { hasCode } from '../api/problem'
import { sentenceOf } from '../api/sentences'
import { useMe, useRefreshMe } from '../session/session'
import { Icon } from '../ui/Icon'
import { Banner } from './Banner'

/** Asks to verify the address, for as long as it is not. */
export function UnverifiedBanner() {
  const { user } = useMe()
  const refresh = useRefreshMe()
  const send = useMutation({
    mutationFn: () => answer(api.POST('/auth/verification')),
    onError: (error) => hasCode(error, 'ALREADY_VERIFIED') && void refresh(),
  })
  if (!user || user.emailVerified) return null
  return (
    <Banner testId="unverified-banner" mark={<Icon name="warning" size={16} />}>
      <Group gap="4px 14px">
        <Text size="sm">
          {send.isError ? sentenceOf(send.error) : send.isSuccess ? <>A new mail to {user.email} is on its way.</> : <>Your address {user.email} is not verified yet. Open the link in the mail that we sent you.</>}
        </Text>
        {!send.isSuccess && <Button variant="outline" size="compact-xs" color="currentColor" onClick={() => send.mutate()} loading={send.isPending}>Send again</Button>}
      </Group>
    </Banner>
  )
}
