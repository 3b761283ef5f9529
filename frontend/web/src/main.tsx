import '@fontsource-variable/geist'
import '@fontsource-variable/geist-mono'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app/app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { newQueryClient } from './api/queryClient'
import { Providers } from './app/Providers'
import { Pages } from './app/Pages'

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <BrowserRouter>
      <Providers client={newQueryClient()}>
        <Pages />
      </Providers>
    </BrowserRouter>
  </StrictMode>,
)
