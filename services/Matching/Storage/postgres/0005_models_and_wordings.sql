-- Models that were trained from this store. Token 1 of `terms` holds the number of the one in force; 0 or none: the shipped one.
create table models (
    number integer primary key,
    version text not null unique,
    trained_at timestamptz not null,
    model text not null
);

-- The unusual words of a narrative, as keyed tokens, in the order in which they first stand.
create table wordings (
    referral_id text not null,
    supplement integer not null,
    words bigint[] not null,
    primary key (referral_id, supplement)
);
create index wordings_words on wordings using gin (words);
