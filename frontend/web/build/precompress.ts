import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const WORTH_IT = /\.(js|css|html|svg)$/

/** Writes `.br` and `.gz` beside what is text, so that the server never compresses. */
export function precompress(): Plugin {
  let directory = 'dist'
  return {
    name: 'miniredis-precompress',
    apply: 'build',
    configResolved(config) {
      directory = config.build.outDir
    },
    closeBundle() {
      for (const entry of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
        if (!WORTH_IT.test(entry)) continue
        const path = join(directory, entry)
        const content = readFileSync(path)
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }))
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
      }
    },
  }
}
