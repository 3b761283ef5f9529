import { Button, Stack } from '@mantine/core'
import { knowsPasskeys } from '../passkey/webauthn'
import { ProblemNotice } from '../ui/ProblemNotice'

interface Props {
  logIn: { mutate: () => void; isPending: boolean; error: Error | null }
}

/** Logs in with a passkey; nothing where the browser knows none. */
export function PasskeyButton({ logIn }: Props) {
  if (!knowsPasskeys()) return null
  return (
    <Stack gap="sm" mt="sm">
      <Button variant="default" size="md" loading={logIn.isPending} onClick={() => logIn.mutate()}>Log in with a passkey</Button>
      {logIn.error && <ProblemNotice error={logIn.error} />}
    </Stack>
  )
}
