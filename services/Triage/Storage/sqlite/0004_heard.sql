-- Where the log has what the desk last heard of a country case: what an officer decides after it stands after it in the log.
alter table country_cases add column heard_record text;
