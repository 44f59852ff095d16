-- What officers write is sealed under a key of the country case (content_keys).
alter table decisions drop column note;
alter table decisions add column note blob;

-- Once all referrals of a country case are erased, its key goes.
alter table case_referrals add column erased integer not null default 0;
