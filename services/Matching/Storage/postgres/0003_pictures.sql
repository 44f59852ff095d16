-- Looks of the pictures that referrals and supplements name (PDQ), sealed under a key of Matching's secret. They are compared in memory, which
-- reads them in the order of their numbers: whoever adds one holds a lock until its commit, so that none is seen before one that is older.
create table pictures (
    number bigint generated always as identity primary key,
    referral_id text not null,
    supplement smallint not null,
    sealed bytea not null
);
create index pictures_referral on pictures (referral_id);
