-- One row for each country's part of a case: the item that an officer decides.
create table country_cases (
    name text collate "C" primary key,
    case_id text not null,
    country text not null,
    desk text not null,
    state text not null,
    queued boolean not null,
    priority text not null,
    priority_reason text not null,
    referral_priority text not null,
    referral_priority_reason text not null,
    completeness integer not null,
    due_at timestamptz not null,
    opened_at timestamptz not null,
    report_count integer not null,
    joined_count integer not null,
    agency_count integer not null,
    possible_match_count integer not null,
    incident_types text not null,
    agency_ids text not null,
    matched_on text not null,
    evidence_items integer not null,
    child_at_immediate_risk boolean not null,
    holder text,
    claim_token text,
    lease_until timestamptz,
    disposition text not null,
    missing_datum text not null,
    undo_until timestamptz,
    orphaned boolean not null,
    orphan_reason text not null,
    reopened boolean not null,
    escalated boolean not null,
    open_information_requests integer not null,
    version integer not null,
    decision_count integer not null,
    last_change text not null,
    changed_by text not null,
    changed_at timestamptz not null,
    change_number bigint not null default 0
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

-- A watch goes on from a transaction number below which all have ended: a row whose transaction commits late is not missed.
create function number_change() returns trigger language plpgsql as $$
begin
    new.change_number := pg_current_xact_id()::text::bigint;
    return new;
end
$$;
create trigger country_cases_change before insert or update on country_cases for each row execute function number_change();

-- The referrals of each country case, numbered as they joined it.
create table case_referrals (
    country_case text collate "C" not null,
    referral_id text collate "C" not null,
    position integer not null,
    priority text not null,
    gone boolean not null,
    completeness integer not null,
    evidence_items integer not null,
    metadata text not null,
    primary key (country_case, referral_id)
);
create unique index case_referrals_position on case_referrals (country_case, position);
create index case_referrals_referral on case_referrals (referral_id);

create table case_agencies (
    country_case text collate "C" not null,
    agency_id text not null,
    primary key (country_case, agency_id)
);
create index case_agencies_agency on case_agencies (agency_id, country_case);

-- What was done, by whom and why; notes never leave this table.
create table decisions (
    country_case text collate "C" not null,
    number integer not null,
    kind text not null,
    actor text,
    actor_pseudonym text,
    at timestamptz not null,
    disposition text not null,
    informational_reason text not null,
    missing_datum text not null,
    priority text not null,
    justification text not null,
    note text not null,
    lead_team_id text not null,
    undoes integer,
    information_request_id text,
    undone boolean not null,
    primary key (country_case, number)
);

create table drafts (
    country_case text collate "C" not null,
    officer text not null,
    body bytea not null,
    saved_at timestamptz not null,
    primary key (country_case, officer)
);

-- Questions to senders; their text is with Intake.
create table information_requests (
    id text primary key,
    country_case text collate "C" not null,
    referral_id text not null,
    state text not null,
    answer_by timestamptz
);
create index information_requests_case on information_requests (country_case);
