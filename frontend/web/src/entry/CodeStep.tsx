import { Anchor, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { hasCode } from '../api/problem'
import { CodeInput } from '../ui/CodeInput'
import { ProblemNotice } from '../ui/ProblemNotice'
import { SubmitButton } from '../ui/SubmitButton'
import { focusFirst, useFormProblem } from '../ui/useFormProblem'
import { EntryPage } from './EntryPage'

interface Props {
  logIn: { isPending: boolean; error: Error | null }
  onCode: (code: string) => void
  onBack: () => void
}

/** The second step of logging in, where the account asks for a code. */
export function CodeStep({ logIn, onCode, onBack }: Props) {
  const [recovery, setRecovery] = useState(false)
  const form = useForm({ initialValues: { code: '' }, validate: { code: (it) => (it.trim() === '' ? 'Enter a code.' : null) } })
  // that a code is needed is why this is shown, no mistake
  const rest = useFormProblem(form, hasCode(logIn.error, 'CODE_NEEDED') ? null : logIn.error)
  const change = () => {
    form.reset()
    setRecovery(!recovery)
  }
  return (
    <EntryPage title="One more step" note="Your account has a second factor." foot={<Anchor component="button" size="sm" onClick={onBack}>Back to e-mail and password</Anchor>}>
      <form onSubmit={form.onSubmit(({ code }) => onCode(code.trim()), focusFirst(form))} noValidate aria-label="Second factor">
        <Stack>
          {rest !== null && <ProblemNotice error={rest} />}
          {recovery ? (
            <TextInput key="recovery" label="Recovery code" description="One of those that you kept; each works once" autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={40} autoFocus {...form.getInputProps('code')} />
          ) : (
            <CodeInput key="code" autoFocus {...form.getInputProps('code')} />
          )}
          <SubmitButton call={logIn} size="md">Log in</SubmitButton>
          <Anchor component="button" type="button" size="sm" ta="center" onClick={change}>
            {recovery ? 'Use the authenticator app instead' : 'Use a recovery code instead'}
          </Anchor>
        </Stack>
      </form>
    </EntryPage>
  )
}
