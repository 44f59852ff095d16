-- No foreign keys: they would lock the row of a busy case for every referral that joins it.

-- Parent cases.
create table cases (
    id text primary key,
    opened_at integer not null,
    referral_count integer not null,
    agencies text not null,
    countries text not null,
    version integer not null,
    merged_into text
);

-- Referrals, the case that each is in, and the decision that brought it there.
create table referrals (
    id text primary key,
    case_id text not null,
    decision text not null,
    decided_at integer not null,
    metadata text not null,
    explanation text not null
);
create index referrals_case on referrals (case_id, id);

-- In which cases a key stands. Tokens are keyed: no identifier is stored.
create table keys (
    token integer not null,
    case_id text not null,
    referral_id text not null,
    referrals integer not null,
    primary key (token, case_id)
) without rowid;

-- The keys that a referral holds, with their masked values.
create table referral_keys (
    referral_id text not null,
    token integer not null,
    identifier_type text not null,
    masked text not null,
    primary key (referral_id, token)
) without rowid;

-- Cases that a referral may belong to as well; an officer decides.
create table suggestions (
    referral_id text not null,
    case_id text not null,
    suggested_at integer not null,
    explanation text not null,
    primary key (referral_id, case_id)
);
create index suggestions_case on suggestions (case_id);
