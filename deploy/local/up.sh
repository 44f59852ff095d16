#!/usr/bin/env bash
# Starts the distributed exchange on this machine without containers: PostgreSQL, RabbitMQ, one process for each service and one for the
# console, on free ports of loopback, everything in one directory. Run again, it starts what is not running, with the same ports and data.
#
#   up.sh [--data DIR] [--tls] [--simulated-clock [START]] [--configuration Debug|Release]
#
#   --data DIR                 the directory, ./data if not given
#   --tls                      mutual TLS between services and with agencies, with certificates that certificates.sh makes; it stays so
#   --simulated-clock [START]  business time that an operator can advance, in a fresh directory from START (2017-01-09T00:00Z) on
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
# shellcheck source=lib.sh
source "$here/lib.sh"

usage() {
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2
  exit 2
}

data=./data
configuration=Release
simulated=false
start=
tls=
while (($#)); do
  case $1 in
    --data) data=${2:?--data needs a directory} && shift 2 ;;
    --configuration) configuration=${2:?--configuration needs a name} && shift 2 ;;
    --tls) tls=true && shift ;;
    --simulated-clock)
      simulated=true
      shift
      if [[ ${1:-} && $1 != --* ]]; then
        start=$1
        shift
      fi
      ;;
    *) usage ;;
  esac
done

# keep_clock DIR: a directory keeps the clock it was made with; records of years that never were do not mix with real ones.
keep_clock() {
  local dir=$1 kept seconds
  if kept=$(setting "$dir" clock_simulated); then
    [[ $kept == true || $simulated == false ]] || fail "$dir was made with real time, which stays; choose another --data"
    [[ -z $start || $start == "$(setting "$dir" clock_start)" ]] ||
      fail "the clock of $dir began at $(setting "$dir" clock_start), which stays; choose another --data"
    return
  fi
  seconds=0
  if [[ $simulated == true ]]; then
    start=${start:-2017-01-09T00:00Z}
    seconds=$(date --utc --date="$start" +%s 2>/dev/null) || fail "--simulated-clock: $start is not a time"
    seconds=$((seconds - $(date +%s)))
  fi
  keep_setting "$dir" clock_start "$start" >/dev/null
  keep_setting "$dir" clock_offset "$seconds" >/dev/null
  keep_setting "$dir" clock_simulated "$simulated" >/dev/null
}

any_service_runs() {
  local service
  for service in "${processes[@]}"; do
    is_running "$1" "$service" && return
  done
  return 1
}

print_where_it_is() {
  local dir=$1 service
  cat <<TEXT
The exchange runs, everything of it in $dir
  console     $(scheme "$dir")://localhost:$(setting "$dir" console_web_port)
  JSON        $(scheme "$dir")://localhost:$(setting "$dir" intake_web_port)
$(for service in "${services[@]}"; do printf '  %-11s %s://localhost:%s (gRPC)\n' "$service" "$(scheme "$dir")" "$(setting "$dir" "${service}_grpc_port")"; done)
  PostgreSQL  127.0.0.1:$(setting "$dir" postgres_port)
  RabbitMQ    127.0.0.1:$(setting "$dir" rabbitmq_port)
  pids in run/, ports and passwords in run/settings, logs in log/, who may sign in with what in credentials/,
  one-time links into the console in sign-in/
Go on
  dotnet run --project services/Cli -- replay all --data $dir
  deploy/local/up.sh --data $dir      starts again what has been killed
  deploy/local/down.sh --data $dir    stops it; the data stays
TEXT
}

command -v dotnet >/dev/null || fail "the .NET SDK is missing: https://dot.net/download"
[[ ! -d $data/store ]] || fail "$data holds an embedded exchange; choose another --data"
prepare_directory "$data"
data=$(cd "$data" && pwd)
lock_directory "$data"
keep_clock "$data"
keep_tls "$data" "$tls"
install_packages postgresql rabbitmq-server

if any_service_runs "$data"; then
  # Assemblies are not replaced under running services.
  is_built || say "sources have changed; what runs and what is started now are of the earlier build (down.sh, then up.sh builds)"
else
  build_services
fi

start_postgres "$data"
start_rabbitmq "$data"
prepare_database "$data"

make_certificates "$data"

# Identity makes the keys and credentials that the others read when they start.
start_service "$data" identity
await_service "$data" identity
for service in "${processes[@]}"; do
  start_service "$data" "$service"
done
for service in "${processes[@]}"; do
  await_service "$data" "$service"
done
write_exchange_file "$data"
enrol_certificates "$data"
print_where_it_is "$data"
