#!/usr/bin/env bash
# Stops what up.sh started in a directory, and nothing else. The data stays.
#
#   down.sh [--data DIR]
#
#   --data DIR  the directory, ./data if not given
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
source "$here/lib.sh"

usage() {
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
  exit 2
}

data=./data
while (($#)); do
  case $1 in
    --data) data=${2:?--data needs a directory} && shift 2 ;;
    *) usage ;;
  esac
done

[[ -d $data/run ]] || fail "nothing was started in $data"
data=$(cd "$data" && pwd)
lock_directory "$data"

stopped=()
for name in "${processes[@]}" rabbitmq postgres; do
  if pid=$(running "$data" "$name"); then
    stopped+=("$name ($pid)")
  fi
done

# All services are asked at once; they finish what is under way while the broker and the database still answer.
for name in "${processes[@]}"; do
  if pid=$(running "$data" "$name"); then
    kill -TERM "$pid" 2>/dev/null || true
  fi
done
for name in "${processes[@]}"; do
  stop "$data" "$name" TERM 30
done
stop_rabbitmq "$data"
stop_postgres "$data"

if ((${#stopped[@]})); then
  printf 'stopped %s\n' "${stopped[@]}"
else
  echo "nothing was running in $data"
fi
