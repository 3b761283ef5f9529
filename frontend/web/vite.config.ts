import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { precompress } from './build/precompress.ts'

// `--mode fake` answers /api from memory; otherwise it goes to the gateway, as the Spring service does in production.
export default defineConfig(({ mode }) => ({
  plugins: [react(), precompress(), mode === 'fake' && import('./src/fake/vitePlugin').then((it) => it.fakeApi())],
  server: {
    port: 5174,
    // with the browser's Host: the gateway holds the Origin of changing calls against it
    proxy: mode === 'fake' ? undefined : { '/api': { target: process.env.API_GATEWAY_URL ?? 'http://localhost:8080', changeOrigin: false } },
  },
  build: {
    // those that know light-dark(), which otherwise is rewritten into something that ignores the chosen scheme
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // a data: URL would need a wider content security policy
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
    reportCompressedSize: false,
  },
  test: {
    projects: [
      { extends: true, test: { name: 'rules', include: ['src/**/*.test.ts'], environment: 'node' } },
      { extends: true, test: { name: 'pages', include: ['src/**/*.test.tsx'], environment: 'jsdom', setupFiles: ['src/testing/setup.ts'], css: false } },
    ],
    testTimeout: 15_000,
    env: { DEBUG_PRINT_LIMIT: '1500' },
  },
}))
