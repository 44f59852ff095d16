-- What the queue can be filtered by is in the index that has it in order, so that a filter that matches few cases, or none,
-- reads no row of the others.
drop index country_cases_due;
create index country_cases_due on country_cases
    (desk, due_at, name, incident_types, state, priority, referral_priority_reason, holder, lease_until, orphaned, escalated, possible_match_count) where queued;
