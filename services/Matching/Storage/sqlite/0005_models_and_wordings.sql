-- Models that were trained from this store. Token 1 of `terms` holds the number of the one in force; 0 or none: the shipped one.
create table models (
    number integer primary key,
    version text not null unique,
    trained_at integer not null,
    model text not null
);

-- The unusual words of a narrative, as keyed tokens; place: the order in which they first stand.
create table wordings (
    word integer not null,
    referral_id text not null,
    supplement integer not null,
    place integer not null,
    primary key (word, referral_id, supplement)
) without rowid;
create index wordings_referral on wordings (referral_id, place);
