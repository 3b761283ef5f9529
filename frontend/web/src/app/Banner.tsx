import { Container, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Banner.module.css'

/** A line below the header for as long as something is the matter. */
export function Banner({ mark, testId, children }: { mark: ReactNode; testId: string; children: ReactNode }) {
  return (
    <div role="status" className={classes.banner} data-testid={testId}>
      <Container size="var(--page-width)">
        <Group gap="sm" wrap="nowrap">
          {mark}
          {children}
        </Group>
      </Container>
    </div>
  )
}
