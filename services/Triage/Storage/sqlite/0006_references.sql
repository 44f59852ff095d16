-- A case is found by what people call it: the end of its id, or what an agency calls one of its referrals.
create index country_cases_reference on country_cases (substr(case_id, length(case_id) - 7));
alter table case_referrals add column agency_reference text not null default '';
create index case_referrals_agency_reference on case_referrals (agency_reference);
