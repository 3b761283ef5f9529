import { Stack } from '@mantine/core'
import { PasswordCard } from './PasswordCard'
import { TwoFactorCard } from './TwoFactorCard'

export function SecurityTab() {
  return (
    <Stack>
      <PasswordCard />
      <TwoFactorCard />
    </Stack>
  )
}
