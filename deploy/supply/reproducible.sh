#!/usr/bin/env bash
# Publishes the exchange twice from the committed sources, each time from nothing, and compares every byte. Both times in a directory
# of the same name: Razor pages carry the path that they were compiled in, nothing else does.
#
#   reproducible.sh [PROJECT]     services/Exchange if not given
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
project=${1:-services/Exchange}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# publish NAME: with nothing left over from another build.
publish() {
  local sources=$work/sources
  rm -rf "$sources"
  mkdir -p "$sources" "$work/$1"
  git -C "$repository" archive HEAD | tar -x -C "$sources"
  if [[ -f $repository/NuGet.config ]]; then cp "$repository/NuGet.config" "$sources/"; fi
  CI=true dotnet publish "$sources/$project" --configuration Release --output "$work/$1/out" -p:UseAppHost=false -p:UseSharedCompilation=false -nodeReuse:false --nologo --verbosity quiet >&2
  (cd "$work/$1/out" && find . -type f -print0 | sort -z | xargs -0 sha256sum)
}

publish first >"$work/first.sums"
publish second >"$work/second.sums"
if ! diff "$work/first.sums" "$work/second.sums"; then
  echo "the two differ" >&2
  exit 1
fi
echo "$(wc -l <"$work/first.sums") files, the same twice: $(sha256sum <"$work/first.sums" | cut -d ' ' -f 1)"
