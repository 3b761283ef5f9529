import { Box, Container, Group } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Link, NavLink, Outlet, useLocation } from 'react-router'
import { AccountMenu } from '../session/AccountMenu'
import { Logo } from '../ui/Logo'
import { TroubleBanner } from './TroubleBanner'
import classes from './Shell.module.css'

/** The frame around every page behind the log-in. */
export function Shell() {
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  const before = useRef(pathname)

  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    // a new page begins at its top for the eye and for a screen reader, unless it put the focus somewhere itself
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true })
  }, [pathname])

  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <header className={classes.header}>
        <Container size="var(--page-width)" h="100%">
          <Group h="100%" justify="space-between" wrap="nowrap">
            <Group gap="lg" wrap="nowrap">
              <Link to="/databases" className={classes.home} aria-label="MiniRedis, to the databases">
                <Logo />
                <span className={classes.word}>MiniRedis</span>
              </Link>
              <nav aria-label="Main" className={classes.nav}>
                <NavLink to="/databases">Databases</NavLink>
                <NavLink to="/api-keys">API keys</NavLink>
              </nav>
            </Group>
            <AccountMenu />
          </Group>
        </Container>
      </header>
      <TroubleBanner />
      <Box component="main" id="content" ref={main} tabIndex={-1}>
        <Container size="var(--page-width)" py={{ base: 'lg', sm: 36 }} pb={80}>
          <Outlet />
        </Container>
      </Box>
    </>
  )
}
