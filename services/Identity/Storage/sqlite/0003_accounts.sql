-- What people sign in with where the exchange keeps their accounts. The authenticator's key is sealed under the service's key,
-- recovery codes and used states are kept as keyed hashes.
create table accounts (
    principal text primary key references principals (name),
    handle text not null unique,
    password_hash text,
    authenticator_key blob,
    last_step integer not null default 0,
    failures integer not null default 0,
    locked_until integer,
    reset_at integer
);

create table account_passkeys (
    passkey_id text primary key,
    principal text not null references accounts (principal),
    name text not null,
    public_key blob not null,
    sign_count integer not null,
    transports text not null,
    user_verified integer not null,
    backup_eligible integer not null,
    backed_up integer not null,
    added_at integer not null,
    used_at integer
);
create index account_passkeys_principal on account_passkeys (principal);

create table account_recovery_codes (
    digest text primary key,
    principal text not null references accounts (principal)
);
create index account_recovery_codes_principal on account_recovery_codes (principal);

-- Challenges that were answered, until they would have ended by themselves.
create table account_used_states (
    digest text primary key,
    until integer not null
);
