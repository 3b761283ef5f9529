import { Button, Center, Code, Group, Modal, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { answer, api } from '../api/client'
import { CodeInput } from '../ui/CodeInput'
import { CopyButton } from '../ui/CopyButton'
import { ProblemNotice } from '../ui/ProblemNotice'
import { SubmitButton } from '../ui/SubmitButton'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'
import { PasswordProof } from './PasswordProof'
import { QrCode } from './QrCode'
import { useTwoFactorCall } from './queries'
import { RecoveryCodes } from './RecoveryCodes'

/** Password, then the secret and a code made from it, then the recovery codes. */
export function TurnOnDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const begin = useTwoFactorCall((password) => answer(api.POST('/auth/two-factor', { body: { password } })))
  const confirm = useTwoFactorCall((code) => answer(api.POST('/auth/two-factor/confirm', { body: { code } })))
  const close = () => {
    begin.reset()
    confirm.reset()
    onClose()
  }
  return (
    <Modal opened={opened} onClose={close} title={confirm.data ? 'Your recovery codes' : 'Turn the second factor on'} closeOnClickOutside={!begin.data} closeOnEscape={!confirm.data}>
      {confirm.data ? (
        <RecoveryCodes codes={confirm.data.recoveryCodes} onDone={close} />
      ) : begin.data ? (
        <SecretStep secret={begin.data.secret} uri={begin.data.uri} confirm={confirm} onCancel={close} />
      ) : (
        <PasswordProof call={begin} verb="Continue" onCancel={close}>
          <Text size="sm">You need an authenticator app on your phone, such as Aegis, 2FAS or Google Authenticator.</Text>
        </PasswordProof>
      )}
    </Modal>
  )
}

interface SecretProps {
  secret: string
  uri: string
  confirm: { mutate: (code: string) => void; isPending: boolean; error: Error | null }
  onCancel: () => void
}

function SecretStep({ secret, uri, confirm, onCancel }: SecretProps) {
  const form = useForm({ initialValues: { code: '' }, validate: { code: (it) => (/^\d{6}$/.test(it.replace(/\s/g, '')) ? null : 'Enter the six digits.') } })
  const rest = useFormProblem(form, confirm.error)
  return (
    <form onSubmit={form.onSubmit(({ code }) => confirm.mutate(code.replace(/\s/g, '')), focusFirst(form))} noValidate aria-label="Confirm the second factor">
      <Stack>
        {rest !== null && <ProblemNotice error={rest} />}
        <Text size="sm">Scan this with your app, then enter the code that it shows.</Text>
        <Center><QrCode text={uri} label="QR code with the secret that is written below" /></Center>
        <Group gap={4} justify="center" wrap="nowrap">
          <Code data-testid="secret" style={{ overflowWrap: 'anywhere' }}>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</Code>
          <CopyButton value={secret} label="Copy the secret" />
        </Group>
        <CodeInput data-autofocus {...form.getInputProps('code')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>Cancel</Button>
          <SubmitButton call={confirm}>Turn on</SubmitButton>
        </Group>
      </Stack>
    </form>
  )
}
