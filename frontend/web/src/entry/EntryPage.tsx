import { Box, Card, Center, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Logo } from '../ui/Logo'

/** The frame of sign up and log in. */
export function EntryPage({ title, note, children, foot }: { title: string; note?: ReactNode; children: ReactNode; foot: ReactNode }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Box w="100%" maw={400}>
        <Stack align="center" gap={6} mb="xl" ta="center">
          <Logo size={44} />
          <Title order={1} mt="sm">
            {title}
          </Title>
          {note && <Text c="dimmed">{note}</Text>}
        </Stack>
        <Card padding="xl">{children}</Card>
        <Text ta="center" size="sm" c="dimmed" mt="lg">
          {foot}
        </Text>
      </Box>
    </Center>
  )
}
