-- Looks of the pictures that referrals and supplements name (PDQ), sealed under a key of Matching's secret. They are compared in memory, which
-- reads them in the order of their numbers; none is used twice.
create table pictures (
    number integer primary key autoincrement,
    referral_id text not null,
    supplement integer not null,
    sealed blob not null
);
create index pictures_referral on pictures (referral_id);
