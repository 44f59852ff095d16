-- Agencies that reported what a team works on: what they do meanwhile is held until the team or an officer releases it.
create table deconflictions (
    deconfliction_id text primary key,
    country_case text not null,
    hand_off_id text not null,
    team_id text not null,
    referral_id text not null,
    agency_id text not null,
    state text not null,
    opened_at integer not null,
    release_by integer not null,
    released_at integer
);
create index deconflictions_case on deconflictions (country_case);
create index deconflictions_team on deconflictions (team_id, opened_at) where state <> 'Released';
create index deconflictions_lapsing on deconflictions (release_by) where state = 'Held';

-- An officer may move a referral to another case.
alter table case_referrals add column moved_to text;
