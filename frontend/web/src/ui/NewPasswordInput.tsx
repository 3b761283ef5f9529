import { PasswordInput, type PasswordInputProps } from '@mantine/core'

/** What the page itself can say; how easily a password is guessed is the API's to say. */
export function newPasswordProblem(password: string): string | null {
  return password.length < 10 ? 'Use at least 10 characters.' : password.length > 200 ? 'Use at most 200 characters.' : null
}

export function NewPasswordInput(props: PasswordInputProps) {
  return <PasswordInput label="Password" description="At least 10 characters, best several words" autoComplete="new-password" required withAsterisk={false} {...props} />
}
