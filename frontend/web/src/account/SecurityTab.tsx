import { Stack } from '@mantine/core'
import { PasswordCard } from './PasswordCard'
import { PasskeysCard } from './PasskeysCard'
import { TwoFactorCard } from './TwoFactorCard'

export function SecurityTab() {
  return (
    <Stack>
      <PasswordCard />
      <TwoFactorCard />
      <PasskeysCard />
    </Stack>
  )
}
