# shellcheck shell=bash
# A process is known by DIR/run/NAME.pid. NAME.birth beside it holds when it began, so that another process which has got the same
# pid since is never taken for it.

# birth_of PID: boot and start time of a living process.
birth_of() {
  local stat fields
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != [ZX] ]] || return 1
  printf '%s %s\n' "$(</proc/sys/kernel/random/boot_id)" "${fields[19]}"
}

# running DIR NAME: prints the pid if that very process lives.
running() {
  local pid birth
  pid=$(cat "$1/run/$2.pid" 2>/dev/null) && [[ $pid =~ ^[0-9]+$ ]] || return 1
  birth=$(birth_of "$pid") && [[ $birth == "$(cat "$1/run/$2.birth" 2>/dev/null)" ]] || return 1
  printf '%s\n' "$pid"
}

is_running() { running "$@" >/dev/null; }

not_running() { ! running "$@" >/dev/null; }

# launch DIR NAME COMMAND…: in a session of its own, detached from the shell and from its open files, log appended to DIR/log/NAME.log.
launch() {
  local dir=$1 name=$2 pid
  shift 2
  (
    close_inherited_files
    cd "$dir"
    exec setsid "$@"
  ) </dev/null >>"$dir/log/$name.log" 2>&1 &
  pid=$!
  birth_of "$pid" >"$dir/run/$name.birth" || true
  printf '%s\n' "$pid" >"$dir/run/$name.pid"
}

close_inherited_files() {
  local file
  for file in "/proc/$BASHPID/fd/"*; do
    file=${file##*/}
    if ((file > 2 && file != 255)); then
      eval "exec $file>&-"
    fi
  done
}

# stop DIR NAME SIGNAL SECONDS: asks with the signal, waits that long, then kills.
stop() {
  local dir=$1 name=$2 signal=$3 seconds=$4 pid
  if pid=$(running "$dir" "$name"); then
    kill "-$signal" "$pid" 2>/dev/null || true
    if ! wait_until "$seconds" not_running "$dir" "$name"; then
      say "$name (pid $pid) did not end within $seconds s: killed"
      kill -KILL "$pid" 2>/dev/null || true
      wait_until 10 not_running "$dir" "$name" || say "$name (pid $pid) cannot be killed"
    fi
  fi
  rm -f "$dir/run/$name.pid" "$dir/run/$name.birth"
}

# ready_or_ended DIR NAME COMMAND…: to wait for; who has waited asks is_running which it was.
ready_or_ended() {
  local dir=$1 name=$2
  shift 2
  not_running "$dir" "$name" || "$@"
}

show_log() {
  say "$2 is not ready; $1/log/$2.log ends with:"
  tail -n 20 "$1/log/$2.log" >&2
}

# as_user USER PATH: sets the array `as` to the prefix that runs a command as USER, who owns PATH. Without root, or when there is no
# such user, it is empty. Directories above PATH that are closed to USER (/root, a temporary directory of mode 0700) are not
# opened; the process keeps the one capability to pass through them.
as_user() {
  as=()
  ((EUID == 0)) && id "$1" >/dev/null 2>&1 || return 0
  as=(setpriv "--reuid=$1" "--regid=$1" --clear-groups)
  local capability
  "${as[@]}" test -e "$2/." && return
  for capability in dac_read_search dac_override; do
    as=(setpriv "--reuid=$1" "--regid=$1" --clear-groups "--inh-caps=+$capability" "--ambient-caps=+$capability")
    "${as[@]}" test -e "$2/." 2>/dev/null && return
  done
  fail "the user $1 cannot reach $2; choose another --data"
}

# own_directory USER PATH: creates PATH for USER alone.
own_directory() {
  mkdir -p -m 0700 "$2"
  if ((EUID == 0)) && id "$1" >/dev/null 2>&1; then
    chown "$1:" "$2"
  fi
}
