// Installs and builds only when something changed, so that repeated Maven builds stay quick.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const OPENAPI = '../../api-gateway/src/main/resources/openapi/openapi.yaml'
const INPUTS = ['src', 'public', 'build', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json', OPENAPI]

const [mode, directory] = process.argv.slice(2)
install()
if (mode === 'build') build(directory)
else if (mode === 'test') npm('test')
else fail(`unknown mode ${mode}`)

function install() {
  const stamp = 'node_modules/.installed'
  const lock = hashOf(['package.json', 'package-lock.json', '.npmrc'])
  if (read(stamp) === lock) return
  npm('ci', '--no-progress', '--loglevel=error')
  writeFileSync(stamp, lock)
}

function build(output) {
  const stamp = join(output, '../../dashboard.stamp')
  const inputs = hashOf(INPUTS)
  if (read(stamp) === inputs && existsSync(join(output, 'index.html'))) return
  npm('run', '-s', 'build', '--', '--outDir', output, '--emptyOutDir', '--logLevel', 'warn')
  mkdirSync(join(output, '../..'), { recursive: true })
  writeFileSync(stamp, inputs)
}

function npm(...words) {
  const { status, error } = spawnSync('npm', words, { stdio: 'inherit' })
  if (status !== 0) fail(`npm ${words[0]} failed${error ? `: ${error.message}` : ''}`)
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(filesIn)) hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).filter((it) => it !== 'schema.gen.ts').sort().flatMap((it) => filesIn(join(path, it)))
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
