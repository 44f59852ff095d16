# shellcheck shell=bash
# Debian packages, installed only when absent and never left running as services of the system.

has_package() {
  [[ $(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# install_packages NAME…
install_packages() {
  local name missing=()
  for name in "$@"; do
    has_package "$name" || missing+=("$name")
  done
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null || fail "this needs ${missing[*]}; install them by this system's own means"
  say "installing ${missing[*]}"
  if ((EUID == 0)); then
    without_starting_services apt_install "${missing[@]}"
  else
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || fail "run once as root: apt-get install ${missing[*]}"
    # The same functions as root.
    sudo -n bash -c "set -euo pipefail; $(declare -f say apt_install without_starting_services); without_starting_services apt_install ${missing[*]}"
  fi
}

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2
}

# A package starts and enables its service when it is installed: policy-rc.d forbids the first (unless the machine has a policy
# of its own), and what was enabled is disabled again. Nor does PostgreSQL create the cluster that it would start.
without_starting_services() (
  policy=/usr/sbin/policy-rc.d
  clusters=/etc/postgresql-common/createcluster.d/referrals.conf
  if [[ ! -e $policy ]]; then
    trap 'rm -f "$policy" "$clusters"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 0755 "$policy"
  else
    trap 'rm -f "$clusters"' EXIT
  fi
  mkdir -p "$(dirname "$clusters")"
  echo 'create_main_cluster = false' >"$clusters"
  "$@"
  if [[ -d /run/systemd/system ]]; then
    for service in postgresql rabbitmq-server; do
      systemctl disable --quiet "$service" 2>/dev/null || true
    done
  fi
)
