# shellcheck shell=bash
# Private servers for one directory: PostgreSQL, RabbitMQ, the services, and what starts and stops them.
# Everything the servers need or write is below that directory:
#   run/NAME.pid  run/settings (ports, passwords; 0600)  log/NAME.log  postgres/  rabbitmq/
# To be sourced by a script that has set -euo pipefail.

library=$(cd "$(dirname "${BASH_SOURCE[0]}")/lib" && pwd)
# shellcheck source=lib/packages.sh
source "$library/packages.sh"
# shellcheck source=lib/settings.sh
source "$library/settings.sh"
# shellcheck source=lib/processes.sh
source "$library/processes.sh"
# shellcheck source=lib/postgres.sh
source "$library/postgres.sh"
# shellcheck source=lib/rabbitmq.sh
source "$library/rabbitmq.sh"
# shellcheck source=lib/tls.sh
source "$library/tls.sh"
# shellcheck source=lib/services.sh
source "$library/services.sh"

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

# wait_until SECONDS COMMAND…: true as soon as the command is, false when the time is over.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# prepare_directory DIR: run/ is for the owner only; DIR itself may be passed through by the servers' users.
prepare_directory() {
  [[ -d $1 ]] || mkdir -p -m 0711 "$1"
  mkdir -p -m 0700 "$1/run"
  mkdir -p -m 0711 "$1/log"
}

# lock_directory DIR: one script at a time changes what runs in DIR; the lock goes with the script.
lock_directory() {
  exec {directory_lock}>>"$1/run/lock"
  flock --timeout 300 "$directory_lock" || fail "another up.sh or down.sh is at work in $1"
}
