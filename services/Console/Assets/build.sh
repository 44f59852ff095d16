#!/usr/bin/env bash
# Compiles the console's style sheet and script into compiled/, which is in the tree, so that running it needs no Node.
#
#   services/Console/Assets/build.sh           writes compiled/
#   services/Console/Assets/build.sh --check   fails if compiled/ is not what the sources and the pinned packages give
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if [[ ! -f node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
  npm ci --no-audit --no-fund --loglevel=error
fi

target=compiled
if [[ ${1:-} == --check ]]; then
  target=$(mktemp -d)
  trap 'rm -rf "$target"' EXIT
fi

node_modules/.bin/sass --no-error-css --load-path=. --load-path=node_modules --style=compressed --no-source-map --quiet-deps --no-charset \
  styles/console.scss "$target/console.css"
node_modules/.bin/esbuild scripts/console.js --bundle --minify --format=iife --target=es2022 --charset=utf8 --log-level=warning \
  --legal-comments=none --outfile="$target/console.js"

# What the exchange must not look like, nor load.
if grep -qiE '1d70b8|GDS Transport|crown|@font-face|url\(' "$target"/console.{css,js}; then
  echo "the compiled files hold GOV.UK's typeface, crown or blue, or load something" >&2
  grep -oiE '.{60}(1d70b8|GDS Transport|crown|@font-face|url\().{60}' "$target"/console.{css,js} >&2
  exit 1
fi

if [[ $target != compiled ]]; then
  diff -r compiled "$target" >/dev/null || {
    echo "services/Console/Assets/compiled is not what its sources give: run services/Console/Assets/build.sh" >&2
    exit 1
  }
fi
