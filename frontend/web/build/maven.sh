#!/bin/sh
# What Maven calls: `maven.sh build DIRECTORY` or `maven.sh test`. It only looks for Node, so that a machine without it gets one clear line.
set -eu
cd "$(dirname "$0")/.."
wanted="Node.js 20.19 or newer (with npm)"
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "The dashboard is built with $wanted, and none is on the PATH: install it, or put its bin folder on the PATH." >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "The dashboard is built with $wanted; the node on the PATH is $(node --version)." >&2
  exit 1
fi
exec node build/maven.mjs "$@"
