# shellcheck shell=bash
# A private RabbitMQ node in DIR/rabbitmq with its own port mapper, all of it on loopback, with one generated user and no guest.
# It runs as whoever started it: Erlang asks access(2) about its directories, which does not see the capability that as_user leaves.

# start_rabbitmq DIR: accepts connections when it returns; does nothing if it runs.
start_rabbitmq() {
  local dir=$1 environment
  mkdir -p -m 0700 "$dir/rabbitmq"
  rabbitmq_environment "$dir"
  is_running "$dir" epmd || launch "$dir" epmd "${environment[@]}" epmd
  is_running "$dir" rabbitmq && return
  write_rabbitmq_configuration "$dir"
  launch "$dir" rabbitmq "${environment[@]}" /usr/lib/rabbitmq/bin/rabbitmq-server
  wait_until 120 ready_or_ended "$dir" rabbitmq rabbitmq_is_ready "$dir" && is_running "$dir" rabbitmq && return
  show_log "$dir" rabbitmq
  fail "RabbitMQ does not start"
}

stop_rabbitmq() {
  stop "$1" rabbitmq TERM 30
  stop "$1" epmd TERM 5
}

# rabbitmq_environment DIR: sets the array `environment`; nothing of the caller's comes through.
rabbitmq_environment() {
  local home=$1/rabbitmq
  environment=(
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME="$home"
    ERL_EPMD_ADDRESS=127.0.0.1
    ERL_EPMD_PORT="$(keep_port "$1" epmd_port)"
    ERL_CRASH_DUMP_SECONDS=0
    RABBITMQ_NODENAME=referrals@localhost
    RABBITMQ_DIST_PORT="$(keep_port "$1" rabbitmq_dist_port)"
    RABBITMQ_CONF_ENV_FILE="$home/rabbitmq-env.conf"
    RABBITMQ_CONFIG_FILE="$home/rabbitmq.conf"
    RABBITMQ_CONFIG_FILES="$home/conf.d"
    RABBITMQ_ADVANCED_CONFIG_FILE="$home/advanced.config"
    RABBITMQ_ENABLED_PLUGINS_FILE="$home/enabled_plugins"
    RABBITMQ_GENERATED_CONFIG_DIR="$home/generated"
    RABBITMQ_MNESIA_BASE="$home/data"
    RABBITMQ_LOG_BASE="$home/log"
    RABBITMQ_LOGS=-
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}'
    # The script then becomes the node instead of waiting for it: the pid is the node's.
    RUNNING_UNDER_SYSTEMD=true
  )
}

write_rabbitmq_configuration() {
  local dir=$1 home=$1/rabbitmq port password
  port=$(keep_port "$dir" rabbitmq_port)
  password=$(keep_password "$dir" rabbitmq_password)
  : >"$home/rabbitmq-env.conf"
  echo '[].' >"$home/enabled_plugins"
  : >"$home/rabbitmq.conf"
  chmod 0600 "$home/rabbitmq.conf"
  cat >"$home/rabbitmq.conf" <<CONFIGURATION
listeners.tcp.default = 127.0.0.1:$port
default_vhost = referrals
default_user = referrals
default_pass = $password
loopback_users = none
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 200MB
raft.wal_max_size_bytes = 67108864
log.console = true
log.console.level = info
log.file = false
CONFIGURATION
}

# The broker answers AMQP's greeting with Connection.Start (a frame of type 1).
rabbitmq_is_ready() {
  local port answer
  port=$(setting "$1" rabbitmq_port)
  answer=$( { exec 3<>"/dev/tcp/127.0.0.1/$port" && printf 'AMQP\x00\x00\x09\x01' >&3 &&
    timeout 5 head -c 1 <&3 | od -An -tu1; } 2>/dev/null) && [[ $answer -eq 1 ]]
}

# rabbitmq_call DIR EXPRESSION: evaluates an Erlang expression in the node, which must answer ok.
rabbitmq_call() {
  local environment answer
  rabbitmq_environment "$1"
  answer=$("${environment[@]}" erl_call -sname referrals@localhost -timeout 30 -e <<<"$2") || fail "RabbitMQ does not answer"
  [[ $answer == '{ok, ok}' ]] || fail "RabbitMQ answers $answer"
}

# A virtual host is a broker of its own for whoever is given its name ([a-z0-9-]).
add_virtual_host() {
  rabbitmq_call "$1" "rabbit_vhost:add(<<\"$2\">>, <<\"referrals\">>), rabbit_auth_backend_internal:set_permissions(
    <<\"referrals\">>, <<\"$2\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"referrals\">>)."
}

remove_virtual_host() { rabbitmq_call "$1" "rabbit_vhost:delete(<<\"$2\">>, <<\"referrals\">>), ok."; }

# rabbitmq_address DIR: the broker's address without a virtual host.
rabbitmq_address() {
  printf 'amqp://referrals:%s@127.0.0.1:%s\n' "$(setting "$1" rabbitmq_password)" "$(setting "$1" rabbitmq_port)"
}
