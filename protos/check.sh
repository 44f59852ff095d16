#!/usr/bin/env bash
# Lints the protos, checks their format, and looks for changes that would break a client.
#
#   protos/check.sh [BASE]
#
# BASE is the commit that clients are taken to be built against. Without it:
#   - the last tag that can be reached, which is what was released; or, as long as nothing was released,
#   - where this branch left main; or, on main itself,
#   - the commit before the last one that touched the protos (HEAD, when they are changed and not committed).
# As long as nothing was released, a commit may break the protos if its message says so in a line
# `Breaking-Protos: why`. After that nothing lifts the check: a new version is a new package, `v2`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if [[ ! -f node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
  npm ci --no-audit --no-fund --loglevel=error
fi
buf=node_modules/.bin/buf

"$buf" lint
"$buf" format --diff --exit-code

# A tag on HEAD itself is what is being released: it is compared with the one before.
from=HEAD
if git describe --tags --exact-match >/dev/null 2>&1 && [[ -z $(git status --porcelain -- referrals) ]]; then
  from=HEAD^
fi
tag=$(git describe --tags --abbrev=0 "$from" 2>/dev/null || true)

main_tip() {
  git rev-parse --verify --quiet refs/remotes/origin/main || git rev-parse --verify --quiet refs/heads/main || true
}

base_commit() {
  local head main fork last
  head=$(git rev-parse HEAD)
  if [[ -n $(git status --porcelain -- referrals) ]]; then
    echo "$head"
    return
  fi
  main=$(main_tip)
  fork=$([[ -n $main ]] && git merge-base "$main" "$head" || true)
  if [[ -n $fork && $fork != "$head" ]]; then
    echo "$fork"
    return
  fi
  last=$(git rev-list -1 "$head" -- referrals)
  [[ -n $last ]] && git rev-parse --verify --quiet "$last^" || true
}

base=${1:-${tag:-$(base_commit)}}
if [[ -z $base ]]; then
  echo "No earlier commit to compare with (first commit, or a shallow clone): not checked for breaking changes."
  exit 0
fi
if [[ -z $(git ls-tree -r --name-only "$base" -- referrals) ]]; then
  echo "No protos at $base: nothing that could be broken."
  exit 0
fi

earlier=$(mktemp -d)
trap 'rm -rf "$earlier"' EXIT
git archive "$base" . | tar -x -C "$earlier"

if "$buf" breaking --against "$earlier"; then
  echo "Nothing breaks against $base."
elif [[ -z $tag ]] && git log --format=%B "$base..HEAD" | grep -q '^Breaking-Protos: ..*'; then
  echo "Breaks against $base, as the commit message says; nothing was released yet."
else
  echo "The protos break clients built against $base." >&2
  exit 1
fi
