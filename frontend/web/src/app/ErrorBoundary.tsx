import { Button, Center, Stack, Text, Title } from '@mantine/core'
import { Component, type ReactNode } from 'react'

/** The last resort: a page that failed to draw says so instead of staying blank. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Center mih="100vh" p="md">
        <Stack maw={420} role="alert">
          <Title order={1}>This page failed</Title>
          <Text>It is a mistake of ours, and it changed nothing about your databases.</Text>
          <Button onClick={() => window.location.reload()}>Reload the page</Button>
        </Stack>
      </Center>
    )
  }
}
