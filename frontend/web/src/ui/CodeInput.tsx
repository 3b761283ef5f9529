import { TextInput, type TextInputProps } from '@mantine/core'

/** Takes what an authenticator app shows. */
export function CodeInput(props: TextInputProps & { 'data-autofocus'?: boolean }) {
  return <TextInput label="Code" description="Six digits, from your authenticator app" inputMode="numeric" autoComplete="one-time-code" spellCheck={false} maxLength={20} {...props} />
}
