-- Where the log has what the sender was asked: its answer stands after that in the log, whichever arrives there first.
alter table referrals add column consent_asked text;
alter table information_requests add column asked_record text;
