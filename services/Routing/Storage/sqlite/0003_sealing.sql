-- Words of a team or an officer, sealed under a key of the country case (content_keys); they are not in the entry.
alter table hand_off_entries add column words blob;

-- Once all referrals of a country case are erased, its key goes.
alter table case_referrals add column erased integer not null default 0;
