-- What officers correct in Matching: a case may end in another, and a referral may move to another.
alter table country_cases add column merged_into text;
alter table country_cases add column state_before text not null default 'Unspecified';
alter table country_cases add column disposition_before text not null default 'Unspecified';
alter table case_referrals add column moved_to text;
