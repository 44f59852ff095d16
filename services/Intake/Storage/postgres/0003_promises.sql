-- The signed promise that the receipt is written to the log, as every receipt of the referral carries it.
alter table referrals add column promise bytea;
