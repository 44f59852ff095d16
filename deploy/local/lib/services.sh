# shellcheck shell=bash
# The exchange's own processes: one for each service, in one PostgreSQL database and on one broker, and the console, which keeps nothing
# there and calls the services for whoever is signed in.
# The caller sets `repository` and `configuration`.

services=(identity intake matching triage routing audit)
processes=("${services[@]}" console)

assembly_of() { printf '%s/services/%s/bin/%s/net10.0/Referrals.%s.dll\n' "$repository" "${1^}" "$configuration" "${1^}"; }

# build_services: the one project that refers to all of them, unless nothing changed since.
build_services() {
  is_built && return
  say "building ($configuration)"
  dotnet build "$repository/services/Exchange" --configuration "$configuration" --nologo --verbosity quiet \
    -nodeReuse:false </dev/null >&2 || fail "the build failed"
  touch "$(build_stamp)"
}

# An incremental build leaves alone what does not change, so the stamp can be newer than the assemblies; after a build of the whole
# solution it is the assemblies that are newer.
is_built() {
  local service oldest=
  for service in "${processes[@]}"; do
    service=$(assembly_of "$service")
    [[ -f $service ]] || return 1
    [[ -n $oldest && $oldest -ot $service ]] || oldest=$service
  done
  nothing_changed_since "$oldest" || nothing_changed_since "$(build_stamp)"
}

build_stamp() { printf '%s\n' "$repository/services/Exchange/obj/up-$configuration.stamp"; }

nothing_changed_since() {
  [[ -f $1 && -z $(find "$repository/services" "$repository/protos" "$repository"/deploy/{policies,identities} \
    "$repository"/{Directory.*.props,global.json} \
    \( -name bin -o -name obj -o -name node_modules \) -prune -o -newer "$1" -print -quit) ]]
}

# prepare_database DIR: the database `referrals`; each service has a role of its own, which owns the schema of its name and nothing else.
prepare_database() {
  local dir=$1 service
  postgres_sql "$dir" postgres <<<"select 'create database referrals' where not exists (select from pg_database where datname = 'referrals') \\gexec"
  {
    echo 'revoke all on database referrals from public; revoke all on schema public from public;'
    for service in "${services[@]}"; do
      cat <<SQL
select 'create role $service login' where not exists (select from pg_roles where rolname = '$service') \\gexec
alter role $service password '$(keep_password "$dir" "${service}_password")';
grant connect, create on database referrals to $service;
create schema if not exists $service authorization $service;
SQL
    done
  } | PGOPTIONS='--client-min-messages=warning' postgres_sql "$dir" referrals
}

# start_service DIR NAME: does nothing if it runs; who needs it ready waits with await_service.
start_service() {
  local dir=$1 name=$2 other
  is_running "$dir" "$name" && return
  local environment=(
    DOTNET_gcServer=0
    DOTNET_GCConserveMemory=5
    DOTNET_NOLOGO=1
    "DOTNET_CONTENTROOT=$(dirname "$(assembly_of "$name")")"
    Logging__LogLevel__Default=Warning
    Logging__LogLevel__Referrals=Information
    "Data__Directory=$dir"
    "Clock__Simulated=$(setting "$dir" clock_simulated)"
    "Clock__InitialOffset=$(setting "$dir" clock_offset)"
    "Listen__Grpc=$(keep_port "$dir" "${name}_grpc_port")"
    "Listen__Web=$(keep_port "$dir" "${name}_web_port")"
  )
  if [[ $name != console ]]; then
    environment+=(
      Storage__Provider=postgres
      "Storage__ConnectionString=$(service_database "$dir" "$name")"
      Bus__Provider=rabbitmq
      "Bus__Address=$(rabbitmq_address "$dir")/referrals"
    )
  fi
  for other in "${services[@]}"; do
    environment+=("Services__$other=$(scheme "$dir")://localhost:$(keep_port "$dir" "${other}_grpc_port")")
  done
  if uses_tls "$dir"; then
    environment+=("Tls__Certificate=$dir/tls/services/$name.pem" "Tls__Key=$dir/tls/services/$name.key" "Tls__Authority=$dir/tls/authority.pem")
  fi
  say "starting $name"
  # Exported, not given to env(1): passwords do not belong on a command line.
  (
    export "${environment[@]}"
    launch "$dir" "$name" dotnet "$(assembly_of "$name")"
  )
}

service_database() {
  printf 'Host=127.0.0.1;Port=%s;Database=referrals;Username=%s;Password=%s;Search Path=%s\n' \
    "$(setting "$1" postgres_port)" "$2" "$(setting "$1" "$2_password")" "$2"
}

await_service() {
  local dir=$1 name=$2
  wait_until 120 ready_or_ended "$dir" "$name" is_ready "$(setting "$dir" "${name}_web_port")" "$dir" && is_running "$dir" "$name" && return
  show_log "$dir" "$name"
  fail "$name did not get ready; what else was started goes on: down.sh stops it"
}

# is_ready PORT DIR: /health/ready answers 200.
is_ready() {
  local status
  if uses_tls "$2"; then
    curl --silent --fail --output /dev/null --max-time 10 --cacert "$2/tls/authority.pem" "https://localhost:$1/health/ready"
    return
  fi
  {
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
    printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
    read -r -t 10 -u 3 status
    exec 3>&-
  } 2>/dev/null
  [[ ${status:-} == 'HTTP/1.1 200'* ]]
}

# write_exchange_file DIR: where everything is; a reader sees the old file or the new one.
write_exchange_file() {
  local dir=$1 service grpc=''
  for service in "${services[@]}"; do
    grpc+="${grpc:+, }\"$service\": \"$(scheme "$dir")://localhost:$(setting "$dir" "${service}_grpc_port")\""
  done
  cat >"$dir/exchange.json.next" <<JSON
{
  "pid": $(running "$dir" intake),
  "web": "$(scheme "$dir")://localhost:$(setting "$dir" intake_web_port)",
  "console": "$(scheme "$dir")://localhost:$(setting "$dir" console_web_port)",
  "grpc": { $grpc },
  "simulatedClock": $(setting "$dir" clock_simulated)
}
JSON
  mv "$dir/exchange.json.next" "$dir/exchange.json"
}
