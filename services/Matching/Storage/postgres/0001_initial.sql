-- No foreign keys: they would lock the row of a busy case for every referral that joins it.

-- Parent cases.
create table cases (
    id text primary key,
    opened_at timestamptz not null,
    referral_count integer not null,
    agencies text not null,
    countries text not null,
    version integer not null,
    merged_into text
);

-- Referrals, the case that each is in, and the decision that brought it there. Metadata and explanation are packed JSON.
create table referrals (
    id text primary key,
    case_id text not null,
    decision text not null,
    decided_at timestamptz not null,
    metadata bytea not null,
    explanation bytea not null
);
create index referrals_case on referrals (case_id, id);

-- Cases that a referral may belong to as well; an officer decides, and says so for good.
create table suggestions (
    referral_id text not null,
    case_id text not null,
    suggested_at timestamptz not null,
    explanation bytea not null,
    decision text not null,
    decided_at timestamptz,
    reason text,
    primary key (referral_id, case_id)
);
create index suggestions_case on suggestions (case_id);

-- What is known of a referral and of each supplement (0 is the referral itself), one row a part: what is compared, sealed under a key of the
-- referral; the keys that it brought into its case first, by which the case is found; those that its case had already (64 bits each); the
-- unusual words of its narrative in the order in which they first stand. Keys and words are keyed tokens: no value is stored.
create table features (
    case_id text not null,
    referral_id text not null,
    supplement smallint not null,
    sealed bytea not null,
    brought bigint[] not null,
    shared bytea,
    words integer[] not null,
    primary key (referral_id, supplement)
);

-- Every decision looks keys up, so that they are written at once; words are looked up when an officer asks.
create index features_brought on features using gin (brought) with (fastupdate = off);
create index features_words on features using gin (words);


-- In how many referrals a term stands, and in how many cases a key beyond the cap; tokens are keyed. Token 0 counts the referrals, token 1
-- holds the number of the model in force (0 or none: the shipped one). Large counts are sampled.
create table terms (
    token bigint primary key,
    referrals integer not null
);

-- Models that were trained from this store.
create table models (
    number integer primary key,
    version text not null unique,
    trained_at timestamptz not null,
    model text not null
);

-- Where referrals were before an officer moved them, so that a merge or a split can be undone.
create table moves (
    referral_id text not null,
    from_case_id text not null,
    to_case_id text not null,
    moved_at timestamptz not null,
    reason text not null,
    primary key (referral_id, from_case_id, to_case_id)
);

-- How many questions each agency asked in each hour since 1970.
create table query_counts (
    agency_id text not null,
    hour bigint not null,
    asked integer not null,
    primary key (agency_id, hour)
);
