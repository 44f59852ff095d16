# shellcheck shell=bash
# A private PostgreSQL cluster in DIR/postgres, on loopback, with everything that durability needs switched on.

# postgres_program NAME: a program of the newest PostgreSQL here.
postgres_program() {
  local found
  found=$(printf '%s\n' /usr/lib/postgresql/*/bin/"$1" | sort -V | tail -n 1)
  [[ -x $found ]] || found=$(command -v "$1") || fail "PostgreSQL's $1 is not here"
  printf '%s\n' "$found"
}

# start_postgres DIR: ready for connections when it returns; does nothing if it runs.
start_postgres() {
  local dir=$1
  is_running "$dir" postgres && return
  [[ -d $dir/postgres ]] || create_cluster "$dir"
  # A killed server's pid and shared memory are let go of a moment after it.
  for _ in {1..20}; do
    launch_postgres "$dir"
    wait_until 60 ready_or_ended "$dir" postgres postgres_is_ready "$dir" && is_running "$dir" postgres && return
    tail -n 3 "$dir/log/postgres.log" | grep -q 'shared memory block\|lock file' || break
    sleep 0.5
  done
  show_log "$dir" postgres
  fail "PostgreSQL does not start"
}

stop_postgres() { stop "$1" postgres INT 30; }

create_cluster() {
  local dir=$1 as new=$1/postgres.new
  rm -rf "$new"
  own_directory postgres "$new"
  as_user postgres "$new"
  # Complete or not there: initdb works beside the place.
  own_directory postgres "$new/data"
  keep_password "$dir" postgres_password >"$new/password"
  chmod 0600 "$new/password"
  chown --reference="$new" "$new/password"
  (cd "$new" && "${as[@]}" "$(postgres_program initdb)" --pgdata="$new/data" --username=postgres --pwfile="$new/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 </dev/null >>"$dir/log/postgres.log" 2>&1) ||
    fail "initdb failed; see $dir/log/postgres.log"
  rm "$new/password"
  mv -T "$new" "$dir/postgres"
}

launch_postgres() {
  local dir=$1 as port sockets=$1/postgres
  port=$(keep_port "$dir" postgres_port)
  # A socket's path is at most 107 bytes long; without it there is still TCP.
  ((${#sockets} <= 90)) || sockets=''
  as_user postgres "$dir/postgres"
  launch "$dir" postgres "${as[@]}" "$(postgres_program postgres)" -D "$dir/postgres/data" \
    -c listen_addresses=127.0.0.1 -c port="$port" -c unix_socket_directories="$sockets" \
    -c fsync=on -c synchronous_commit=on -c full_page_writes=on \
    -c max_connections=300 -c shared_buffers="${REFERRALS_SHARED_BUFFERS:-128MB}" -c max_wal_size=1GB -c log_line_prefix='%m [%p] %q%u@%d '
}

postgres_is_ready() { "$(postgres_program pg_isready)" --quiet --host=127.0.0.1 --port="$(setting "$1" postgres_port)"; }

# postgres_sql DIR DATABASE [ARGUMENT…]: psql as the superuser, statements from standard input.
postgres_sql() {
  local dir=$1 database=$2
  shift 2
  PGPASSWORD=$(setting "$dir" postgres_password) "$(postgres_program psql)" --no-psqlrc --quiet --tuples-only --no-align \
    --set=ON_ERROR_STOP=1 --host=127.0.0.1 --port="$(setting "$dir" postgres_port)" --username=postgres --dbname="$database" "$@"
}

# postgres_address DIR: the connection string of the superuser, in Npgsql's words.
postgres_address() {
  printf 'Host=127.0.0.1;Port=%s;Username=postgres;Password=%s;Database=postgres\n' \
    "$(setting "$1" postgres_port)" "$(setting "$1" postgres_password)"
}
