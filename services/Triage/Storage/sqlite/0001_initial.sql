-- One row for each country's part of a case: the item that an officer decides.
create table country_cases (
    name text primary key,
    case_id text not null,
    country text not null,
    desk text not null,
    state text not null,
    queued integer not null,
    priority text not null,
    priority_reason text not null,
    referral_priority text not null,
    referral_priority_reason text not null,
    completeness integer not null,
    due_at integer not null,
    opened_at integer not null,
    report_count integer not null,
    joined_count integer not null,
    agency_count integer not null,
    possible_match_count integer not null,
    incident_types text not null,
    agency_ids text not null,
    matched_on text not null,
    evidence_items integer not null,
    child_at_immediate_risk integer not null,
    holder text,
    claim_token text,
    lease_until integer,
    disposition text not null,
    missing_datum text not null,
    undo_until integer,
    orphaned integer not null,
    orphan_reason text not null,
    reopened integer not null,
    escalated integer not null,
    open_information_requests integer not null,
    version integer not null,
    decision_count integer not null,
    last_change text not null,
    changed_by text not null,
    changed_at integer not null,
    change_number integer not null default 0
);
create index country_cases_case on country_cases (case_id);
create index country_cases_due on country_cases (desk, due_at, name, incident_types) where queued;
create index country_cases_priority on country_cases (desk, priority, due_at, opened_at, name) where queued;
create index country_cases_opened on country_cases (desk, opened_at, name) where queued;
create index country_cases_completeness on country_cases (desk, completeness, name) where queued;
create index country_cases_reports on country_cases (desk, report_count, name) where queued;
create index country_cases_states on country_cases (desk, state, due_at, name) where not queued;
create index country_cases_changes on country_cases (desk, change_number, name);
create index country_cases_leases on country_cases (lease_until) where holder is not null;
create index country_cases_holds on country_cases (undo_until) where undo_until is not null;

-- Every change of a row takes the next number; a watch goes on from one. There is one writer, so numbers commit in order.
create table change_counter (
    id integer primary key check (id = 1),
    value integer not null
);
insert into change_counter (id, value) values (1, 0);
create trigger country_cases_inserted after insert on country_cases
begin
    update change_counter set value = value + 1;
    update country_cases set change_number = (select value from change_counter) where name = new.name;
end;
create trigger country_cases_updated after update on country_cases when new.change_number = old.change_number
begin
    update change_counter set value = value + 1;
    update country_cases set change_number = (select value from change_counter) where name = new.name;
end;

-- The referrals of each country case, numbered as they joined it.
create table case_referrals (
    country_case text not null,
    referral_id text not null,
    position integer not null,
    priority text not null,
    gone integer not null,
    completeness integer not null,
    evidence_items integer not null,
    metadata text not null,
    primary key (country_case, referral_id)
);
create unique index case_referrals_position on case_referrals (country_case, position);
create index case_referrals_referral on case_referrals (referral_id);

create table case_agencies (
    country_case text not null,
    agency_id text not null,
    primary key (country_case, agency_id)
);
create index case_agencies_agency on case_agencies (agency_id, country_case);

-- What was done, by whom and why; notes never leave this table.
create table decisions (
    country_case text not null,
    number integer not null,
    kind text not null,
    actor text,
    actor_pseudonym text,
    at integer not null,
    disposition text not null,
    informational_reason text not null,
    missing_datum text not null,
    priority text not null,
    justification text not null,
    note text not null,
    lead_team_id text not null,
    undoes integer,
    information_request_id text,
    undone integer not null,
    primary key (country_case, number)
);

create table drafts (
    country_case text not null,
    officer text not null,
    body blob not null,
    saved_at integer not null,
    primary key (country_case, officer)
);

-- Questions to senders; their text is with Intake.
create table information_requests (
    id text primary key,
    country_case text not null,
    referral_id text not null,
    state text not null,
    answer_by integer
);
create index information_requests_case on information_requests (country_case);
