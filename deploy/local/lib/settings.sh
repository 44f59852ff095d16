# shellcheck shell=bash
# What was chosen once for a directory and stays: ports, generated passwords, the offset of the clock.
# DIR/run/settings, a line `name=value` each, readable by the owner only.

# setting DIR NAME: prints the value; false if there is none.
setting() {
  [[ -f $1/run/settings ]] || return 1
  local line
  line=$(grep -m 1 "^$2=" "$1/run/settings") || return 1
  printf '%s\n' "${line#*=}"
}

# keep_setting DIR NAME VALUE: stores the value unless there is one already, and prints the one that counts.
keep_setting() {
  setting "$1" "$2" && return
  (umask 077 && printf '%s=%s\n' "$2" "$3" >>"$1/run/settings")
  printf '%s\n' "$3"
}

# replace_setting DIR NAME VALUE: stores the value in place of an earlier one.
replace_setting() {
  (umask 077 && { grep -v "^$2=" "$1/run/settings" || true; } >"$1/run/settings.next" && mv "$1/run/settings.next" "$1/run/settings")
  keep_setting "$1" "$2" "$3" >/dev/null
}

keep_port() { setting "$1" "$2" || keep_setting "$1" "$2" "$(free_port "$1")"; }

keep_password() { setting "$1" "$2" || keep_setting "$1" "$2" "$(random_hex 24)"; }

random_hex() { od -An -N "$1" -tx1 /dev/urandom | tr -d ' \n'; }

# free_port DIR: a port that nobody has now and that DIR has not chosen yet. It is below the range of outgoing connections, so that it
# is still free when its server comes back.
free_port() {
  local port hex
  for _ in {1..1000}; do
    port=$((15000 + (RANDOM * 32768 + RANDOM) % 17000))
    printf -v hex ':%04X ' "$port"
    grep -qs "^ *[0-9]*: [0-9A-F]*$hex" /proc/net/tcp /proc/net/tcp6 && continue
    grep -qs "=$port\$" "$1/run/settings" && continue
    printf '%s\n' "$port"
    return
  done
  fail "no free port between 15000 and 32000"
}
