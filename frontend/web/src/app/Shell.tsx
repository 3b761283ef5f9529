import { Box, Center, Container, Group, Loader } from '@mantine/core'
import { Fragment, Suspense, useEffect, useRef } from 'react'
import { Link, NavLink, Outlet, useLocation } from 'react-router'
import { AccountMenu } from '../session/AccountMenu'
import { useMe } from '../session/session'
import { Logo } from '../ui/Logo'
import classes from './Shell.module.css'
import { TroubleBanner } from './TroubleBanner'
import { UnverifiedBanner } from './UnverifiedBanner'

/** The frame around every page behind the log-in. */
export function Shell() {
  const { pathname } = useLocation()
  const me = useMe()
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
        <Container size="var(--page-width)">
          <Group className={classes.bar} justify="space-between" wrap="nowrap">
            <Link to="/databases" className={classes.home} aria-label="MiniRedis, to the databases">
              <Logo />
              <span className={classes.word}>MiniRedis</span>
            </Link>
            <nav aria-label="Main" className={classes.nav}>
              <NavLink to="/databases">Databases</NavLink>
              <NavLink to="/api-keys">API keys</NavLink>
              <NavLink to="/organization">Organization</NavLink>
              {me.operator && <NavLink to="/platform">Platform</NavLink>}
            </nav>
            <AccountMenu />
          </Group>
        </Container>
      </header>
      <TroubleBanner />
      <UnverifiedBanner />
      <Box component="main" id="content" ref={main} tabIndex={-1}>
        <Container size="var(--page-width)" py={{ base: 'lg', sm: 36 }} pb={80}>
          {/* another organization is another world: nothing of a page outlives the change */}
          <Fragment key={me.organization.id}>
            <Suspense fallback={<Center mih="40vh"><Loader aria-label="Loading the page" /></Center>}>
              <Outlet />
            </Suspense>
          </Fragment>
        </Container>
      </Box>
    </>
  )
}
