-- What is compared of a referral and of each supplement (0 is the referral itself), sealed under a key of the referral.
create table features (
    referral_id text not null,
    supplement integer not null,
    case_id text not null,
    sealed blob not null,
    primary key (referral_id, supplement)
);
create index features_case on features (case_id, referral_id);

-- In how many referrals a term stands; tokens are keyed. Token 0 counts the referrals. Large counts are sampled.
create table terms (
    token integer primary key,
    referrals integer not null
);

-- What became of a suggestion: an officer confirmed it, or said for good that it is not the same.
alter table suggestions add column decision text not null default 'Suggested';
alter table suggestions add column decided_at integer;
alter table suggestions add column reason text;
