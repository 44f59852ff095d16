-- The key of each subject's content (a referral, a country case; 'service' for the service's own), wrapped under a version of the
-- key-encryption key. Deleting the row is what erasure is.
create table content_keys (
    subject text primary key,
    key_version integer not null,
    wrapped blob not null
);

-- What an answer is about, where it goes when that is erased. Answers are sealed, hashes of requests keyed.
alter table requests add column subject text;
create index requests_subject on requests (subject) where subject is not null;
