-- Who may call: from the identities file or enrolled by an operator.
create table principals (
    name text primary key,
    role text not null,
    pseudonym text not null unique,
    display_name text not null,
    agency_id text,
    team_id text,
    desks text not null,
    country text,
    contact text not null,
    suspended boolean not null,
    enrolled_at timestamptz not null
);
create index principals_agency on principals (agency_id);
create index principals_team on principals (team_id);

-- Credentials that were issued, by the hash of the token; the token is with its principal only.
create table credentials (
    sha256 text primary key,
    principal text not null references principals (name),
    key_id text not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null
);
create index credentials_principal on credentials (principal);

-- Keys that signed them; the keys themselves are files in the data directory.
create table keys (
    key_id text primary key,
    created_at timestamptz not null
);
