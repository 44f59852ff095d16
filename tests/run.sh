#!/usr/bin/env bash
# Installs what is missing, builds, checks and runs every test. The last line is `N passed, N failed`.
#
#   tests/run.sh            everything
#   tests/run.sh NAME…      only the test projects whose name contains one of these; without the checks of the whole tree
#
# Every test project has 30 minutes; REFERRALS_TEST_MINUTES changes that. Logs and results are in TestResults/.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=../deploy/local/lib.sh
source deploy/local/lib.sh

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
build_options=(--nologo --verbosity quiet -nodeReuse:false)
results=$PWD/TestResults
minutes=${REFERRALS_TEST_MINUTES:-30}
servers=
passed=0 failed=0 skipped=0
failures=()

count_failure() {
  failed=$((failed + 1))
  failures+=("$1")
}

# step NAME COMMAND…: one that fails counts as one failed test. It leaves its outcome in `succeeded`: in a condition bash would let
# the command go on after an error.
step() {
  local name=$1 log=$results/$1.log begun=$SECONDS status
  shift
  set +e
  (
    set -e
    "$@"
  ) >"$log" 2>&1
  status=$?
  set -e
  if ((status == 0)); then
    succeeded=yes
    echo "$name: passed ($((SECONDS - begun)) s)"
  else
    succeeded=
    cat "$log"
    echo "$name: FAILED ($((SECONDS - begun)) s)"
    count_failure "$name"
  fi
}

# What the tests cannot do without.
required_step() {
  step "$@"
  [[ $succeeded ]] || finish
}

# The failed tests of every project with the first lines of what each says, so that the end of the output names the causes.
failed_tests() {
  local log
  for log in "$results"/*.log; do
    awk '/^  Failed / { shown = 12 } /^  Stack Trace:|^  Passed |^$/ { shown = 0 } shown-- > 0' "$log"
  done
}

finish() {
  ((${#failures[@]})) && failed_tests && printf 'FAILED: %s\n' "${failures[@]}"
  local line="$passed passed, $failed failed"
  ((skipped)) && line+=", $skipped skipped"
  echo "$line"
  ((failed == 0 && skipped == 0))
  exit
}

stop_servers() {
  [[ -n $servers ]] || return 0
  deploy/local/servers.sh stop "$servers" rabbitmq || true
  deploy/local/servers.sh stop "$servers" postgres || true
  rm -rf "$servers"
}

# One PostgreSQL and one RabbitMQ for all projects; the guard takes them away if this script is killed.
start_servers() {
  servers=$(mktemp -d "${TMPDIR:-/tmp}/referrals-tests-XXXXXX")
  deploy/local/servers.sh guard "$servers" $$
  REFERRALS_TEST_POSTGRES=$(deploy/local/servers.sh start "$servers" postgres)
  REFERRALS_TEST_RABBITMQ=$(deploy/local/servers.sh start "$servers" rabbitmq)
  REFERRALS_TEST_RABBITMQ_DIRECTORY=$servers
  export REFERRALS_TEST_POSTGRES REFERRALS_TEST_RABBITMQ REFERRALS_TEST_RABBITMQ_DIRECTORY
}

install_tools() {
  install_packages postgresql rabbitmq-server golang-go golang-golang-x-mod-dev chromium softhsm2
  command -v npm || install_packages nodejs npm
}

check_scripts() {
  local script
  while IFS= read -r script; do
    echo "$script"
    bash -n "$script"
  done < <(find deploy protos tests .ci -name node_modules -prune -o -name bin -prune -o -name obj -prune -o \
    -type f \( -name '*.sh' -o -path '.ci/run' \) -print)
}

# The analyzers of `dotnet format` have spoken in the build.
check_format() {
  dotnet format whitespace . --folder --verify-no-changes
  dotnet format style Referrals.sln --verify-no-changes --no-restore
}

# A source that serves no advisories (audit.sh answers 2) is said to be one, and fails nothing.
check_advisories() {
  local status=0
  deploy/supply/audit.sh || status=$?
  ((status != 1))
}

build() {
  local project
  if [[ $# -eq 0 ]]; then
    dotnet restore Referrals.sln --verbosity quiet
    dotnet build Referrals.sln --no-restore --configuration Release -warnaserror "${build_options[@]}"
  fi
  for project in "$@"; do
    dotnet build "$project" --configuration Release -warnaserror "${build_options[@]}"
  done
}

# test_projects NAME…: directories of the test projects whose name contains one of the names; all without names.
test_projects() {
  local project name
  for project in tests/*/*.csproj; do
    grep -q '<IsTestProject>true</IsTestProject>' "$project" || continue
    project=${project%/*}
    (($#)) || echo "$project"
    for name in "$@"; do
      [[ ${project#tests/} == *"$name"* ]] && echo "$project" && break
    done
  done
}

counter() { grep -o "<Counters [^>]*" "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*'; }

run_project() {
  local project=$1 name=${1##*/} begun=$SECONDS status=0 total here_passed here_failed here_skipped
  local trx=$results/$name.trx
  timeout --kill-after=30 "${minutes}m" dotnet test "$project" --no-build --configuration Release --nologo \
    --logger "trx;LogFileName=$trx" --logger 'console;verbosity=minimal' >"$results/$name.log" 2>&1 || status=$?
  if [[ ! -f $trx ]]; then
    cat "$results/$name.log"
    echo "$name: no results, exit code $status"
    count_failure "$name (no results)"
    return
  fi
  total=$(counter "$trx" total)
  here_passed=$(counter "$trx" passed)
  here_failed=$(counter "$trx" failed)
  here_skipped=$((total - $(counter "$trx" executed)))
  passed=$((passed + here_passed))
  failed=$((failed + here_failed))
  skipped=$((skipped + here_skipped))
  ((here_failed == 0)) || failures+=("$name ($here_failed tests)")
  ((here_skipped == 0)) || failures+=("$name ($here_skipped tests skipped)")
  if ((total == 0)); then
    count_failure "$name (no tests)"
  elif ((status == 124 || status == 137)); then
    count_failure "$name (not done within $minutes minutes)"
  elif ((status != 0 && here_failed == 0)); then
    count_failure "$name (exit code $status)"
  fi
  ((status == 0 && here_skipped == 0)) || cat "$results/$name.log"
  echo "$name: $here_passed passed, $here_failed failed$( ((here_skipped)) && echo ", $here_skipped skipped") ($((SECONDS - begun)) s)"
}

rm -rf "$results"
mkdir -p "$results"
trap stop_servers EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

command -v dotnet >/dev/null || fail "the .NET SDK is missing: https://dot.net/download"
mapfile -t projects < <(test_projects "$@")
((${#projects[@]})) || fail "no test project is called $*"

required_step install install_tools
if (($#)); then
  required_step build build "${projects[@]}"
else
  required_step build build
  step scripts check_scripts
  step advisories check_advisories
  ! grep 'serves no advisories' "$results/advisories.log" || echo 'advisories: not checked'
  step format check_format
  step protos protos/check.sh
  step console-assets services/Console/Assets/build.sh --check
fi

start_servers
for project in "${projects[@]}"; do
  run_project "$project"
done
finish
