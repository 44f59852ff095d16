-- The last sequence given in each stream; channel 'event' or 'audit'.
create table stream_heads (
    channel text not null,
    stream text not null,
    sequence bigint not null,
    primary key (channel, stream)
);

-- Committed and not yet confirmed by the bus.
create table outbox (
    position bigint generated always as identity primary key,
    id uuid not null,
    type text not null,
    stream text not null,
    sequence bigint not null,
    cause text,
    audit_cause text,
    occurred_at timestamptz not null,
    trace_parent text,
    payload text not null,
    attempts integer not null default 0,
    next_attempt_at timestamptz
);

-- The last event applied of each publisher's stream: the mark that makes redelivery harmless.
create table inbox_positions (
    service text not null,
    stream text not null,
    sequence bigint not null,
    primary key (service, stream)
);

-- Events that came early (waiting) or keep failing (parked).
create table inbox_messages (
    id uuid primary key,
    state text not null check (state in ('waiting', 'parked')),
    type text not null,
    service text not null,
    stream text not null,
    sequence bigint not null,
    cause text,
    audit_cause text,
    occurred_at timestamptz not null,
    trace_parent text,
    payload text not null,
    waits_service text,
    waits_stream text,
    waits_sequence bigint,
    error text,
    attempts integer not null default 0,
    received_at timestamptz not null
);
create unique index inbox_messages_position on inbox_messages (service, stream, sequence);
create index inbox_messages_waits on inbox_messages (waits_service, waits_stream);

-- The answer given to each request id, so that the same request gets the same answer.
create table requests (
    principal text not null,
    request_id text not null,
    method text not null,
    request_hash text not null,
    response bytea not null,
    answered_at timestamptz not null,
    primary key (principal, request_id)
);

-- Values of the service itself, such as the business clock's offset.
create table settings (
    name text primary key,
    value text not null
);

-- One row for each consumer that an event still has to reach; the event goes with its last delivery.
create table deliveries (
    consumer text not null,
    position bigint not null references outbox (position) on delete cascade,
    primary key (consumer, position)
);
create index deliveries_position on deliveries (position);
