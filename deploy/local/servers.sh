#!/usr/bin/env bash
# The private PostgreSQL and RabbitMQ of a directory, one verb at a time. For the tests and for faults by hand;
# up.sh and down.sh start and stop the whole exchange.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
source "$here/lib.sh"

usage() {
  cat >&2 <<'USAGE'
servers.sh install                          install PostgreSQL and RabbitMQ where absent
servers.sh start DIR postgres|rabbitmq      start it unless it runs; prints its address
servers.sh stop DIR postgres|rabbitmq       stop it
servers.sh kill DIR postgres|rabbitmq       kill it as a crash would (SIGKILL); start brings it back with its data
servers.sh add-vhost DIR NAME               a fresh virtual host in the RabbitMQ of DIR; prints its address
servers.sh remove-vhost DIR NAME
servers.sh guard DIR PID                    when process PID has ended, stop both and remove DIR; returns at once
USAGE
  exit 2
}

kill_server() {
  local pid
  pid=$(running "$1" "$2") || return 0
  kill -KILL "$pid"
  wait_until 10 not_running "$1" "$2"
}

# The guard is a process of its own, so that it outlives a killed test run.
guard() {
  launch "$1" guard "$BASH" "$here/servers.sh" guard-until-end "$1" "$2"
}

guard_until_end() {
  local name birth
  birth=$(birth_of "$2" || true)
  while [[ -n $birth && $birth == "$(birth_of "$2" || true)" ]]; do
    sleep 0.5
  done
  for name in rabbitmq epmd postgres; do
    kill_server "$1" "$name" || true
  done
  rm -rf "$1"
}

[[ ${1:-} == install ]] && { install_packages postgresql rabbitmq-server; exit; }
(($# == 3)) || usage
prepare_directory "$2"
dir=$(cd "$2" && pwd)
case "$1 $3" in
  'start postgres' | 'start rabbitmq')
    "start_$3" "$dir"
    "$3_address" "$dir"
    ;;
  'stop postgres' | 'stop rabbitmq') "stop_$3" "$dir" ;;
  'kill postgres' | 'kill rabbitmq') kill_server "$dir" "$3" ;;
  'add-vhost '*)
    add_virtual_host "$dir" "$3"
    printf '%s/%s\n' "$(rabbitmq_address "$dir")" "$3"
    ;;
  'remove-vhost '*) remove_virtual_host "$dir" "$3" ;;
  'guard '*) guard "$dir" "$3" ;;
  'guard-until-end '*) guard_until_end "$dir" "$3" ;;
  *) usage ;;
esac
