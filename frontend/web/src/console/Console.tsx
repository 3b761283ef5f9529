import { Button, Group } from '@mantine/core'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import classes from './Console.module.css'
import { FlushDialog } from './FlushDialog'
import { History } from './history'
import { transcript, useTranscript } from './transcript'
import { isDestructive, useConsole } from './useConsole'

/** A redis-cli in the page. */
export function Console({ databaseId, name, disabled }: { databaseId: string; name: string; disabled: boolean }) {
  const entries = useTranscript(databaseId)
  const run = useConsole(databaseId)
  const [line, setLine] = useState('')
  const [asking, setAsking] = useState<string | null>(null)
  const history = useRef(new History([]))
  const input = useRef<HTMLInputElement>(null)
  const screen = useRef<HTMLDivElement>(null)

  useEffect(() => {
    history.current = new History(entries.map((it) => it.line))
    screen.current?.scrollTo?.({ top: screen.current.scrollHeight })
  }, [entries])

  const submit = () => {
    const typed = line.trim()
    if (typed === '') return
    if (typed.toLowerCase() === 'clear') transcript.clear(databaseId)
    else if (isDestructive(typed)) return setAsking(typed)
    else run.mutate(typed)
    setLine('')
  }
  const key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp') setLine(history.current.up(line))
    else if (event.key === 'ArrowDown') setLine(history.current.down(line))
    else if (event.key === 'l' && event.ctrlKey) transcript.clear(databaseId)
    else return
    event.preventDefault()
  }
  return (
    <section className={classes.console} aria-label="Console" onClick={() => window.getSelection()?.isCollapsed && input.current?.focus()}>
      <div className={classes.screen} ref={screen} role="log" aria-label="Replies" tabIndex={0} data-testid="console-output">
        {entries.length === 0 && <p className={classes.hint}>Type a command, such as SET greeting hello. Arrow keys bring back former ones, “clear” empties the screen.</p>}
        {entries.map((it) => (
          <div key={it.id} data-testid="console-entry" data-kind={it.kind}>
            <div className={classes.command}>{it.line}</div>
            <pre className={it.kind === 'error' ? classes.error : undefined}>{it.output ?? '…'}</pre>
          </div>
        ))}
      </div>
      <form
        className={classes.prompt}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <span aria-hidden>{name}&gt;</span>
        <input
          ref={input}
          value={line}
          onChange={(event) => setLine(event.currentTarget.value)}
          onKeyDown={key}
          disabled={disabled}
          autoFocus={!disabled}
          aria-label="Command"
          aria-describedby={disabled ? 'console-refusal' : undefined}
          placeholder={disabled ? undefined : 'PING'}
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          data-testid="console-input"
        />
        <Group gap={4} wrap="nowrap">
          <Button type="submit" size="compact-sm" disabled={disabled || line.trim() === ''} loading={run.isPending}>Run</Button>
        </Group>
      </form>
      <FlushDialog
        line={asking}
        name={name}
        onAnswer={(yes) => {
          if (yes && asking) run.mutate(asking)
          setAsking(null)
          setLine('')
        }}
      />
    </section>
  )
}
