-- Where a case stood before it was decided, for what is undone; and the holds of teams that lapsed and are an officer's.
alter table country_cases add column stood_before text;
alter table country_cases add column lapsed_holds text not null default '[]';
