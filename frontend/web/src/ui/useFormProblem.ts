import type { UseFormReturnType } from '@mantine/form'
import { useEffect } from 'react'
import { fieldErrorsOf } from '../api/sentences'

/** Puts what the API said about fields beside those fields; gives back the error if no field of the form took it. */
export function useFormProblem<T extends object>(form: UseFormReturnType<T>, error: Error | null): Error | null {
  const byField = Object.fromEntries(Object.entries(fieldErrorsOf(error)).filter(([field]) => field in form.values))
  const taken = Object.keys(byField).length > 0
  useEffect(() => {
    if (!taken) return
    form.setErrors(byField)
    focusFirst(form)(byField)
    // the error is a new object with every answer; the form itself must not run this again
  }, [error])
  return taken ? null : error
}

/** For what the form itself refuses: goes to the first wrong field. */
export function focusFirst<T extends object>(form: UseFormReturnType<T>) {
  return (errors: object) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus()
}
