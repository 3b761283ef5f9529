import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'
import { copyText } from './copyText'
import { Icon } from './Icon'

interface Props {
  value: string
  /** what is copied, as in “Copy the URL” */
  label: string
  /** with a visible word instead of the icon alone */
  word?: string
  testId?: string
}

/** Copies a text and says whether that worked. */
export function CopyButton({ value, label, word, testId }: Props) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null)
  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), 1800)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async () => setOutcome((await copyText(value)) ? 'copied' : 'failed')
  const said = outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Copying is not allowed here' : label
  const icon = <Icon name={outcome === 'copied' ? 'check' : 'copy'} size={17} />
  if (word !== undefined) {
    return (
      <Button onClick={copy} leftSection={icon} aria-label={label} data-testid={testId}>
        <span aria-live="polite">{outcome === null ? word : said}</span>
      </Button>
    )
  }
  return (
    <Tooltip label={said} opened={outcome === null ? undefined : true}>
      <ActionIcon variant="subtle" color={outcome === 'failed' ? 'red' : 'gray'} onClick={copy} aria-label={said} data-testid={testId}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}
