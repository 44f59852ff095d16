-- An officer may move a referral to another case: the case that it left by an entry, and how much of that case's status it had been told.
alter table referral_entries add column left_case text;
alter table referral_entries add column left_position bigint;
alter table referral_entries add column left_by_merge boolean not null default false;
alter table referrals add column moved_at timestamptz;
