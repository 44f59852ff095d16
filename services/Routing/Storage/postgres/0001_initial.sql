-- Country cases as routing knows them, and who has custody.
create table country_cases (
    country_case text primary key,
    case_id text not null,
    country text not null,
    desk text not null,
    priority text not null,
    stage text not null,
    custodian text not null,
    round integer not null,
    lead_team text,
    opened_at timestamptz,
    accepted_at timestamptz,
    accepted_facts text,
    accepted_version text,
    accepted_plan text
);
create index country_cases_case on country_cases (case_id);
create index country_cases_accepted on country_cases (accepted_at) where accepted_at is not null;

-- Referrals of country cases, without content. What may be handed over is available.
create table case_referrals (
    country_case text not null references country_cases (country_case),
    referral_id text not null,
    agency_id text not null,
    incident_type text not null,
    tlp text not null,
    conditions text not null,
    consent text not null,
    lead_only boolean not null,
    available_at timestamptz,
    ended_at timestamptz,
    facts text not null,
    primary key (country_case, referral_id)
);
create index case_referrals_referral on case_referrals (referral_id);

create table hand_offs (
    hand_off_id text primary key,
    country_case text not null references country_cases (country_case),
    country text not null,
    team_id text not null,
    role text not null,
    state text not null,
    policy_version text not null,
    rule_id text not null,
    round integer not null,
    attempt integer not null,
    priority text not null,
    from_custodian text not null,
    next_team_id text,
    carries_from timestamptz,
    offered_at timestamptz not null,
    acknowledge_by timestamptz not null,
    acknowledged_at timestamptz,
    team_reference text,
    holder text,
    feedback_within bigint not null,
    feedback_due_at timestamptz,
    feedback_overdue boolean not null,
    feedback_given boolean not null,
    transfer_of text,
    transferred_to text,
    decline_reason text,
    change_reason text,
    ended_at timestamptz,
    tasks text not null,
    task_due_at timestamptz,
    due_at timestamptz,
    outcome text,
    outcome_details text,
    safeguarded integer not null,
    arrested integer not null,
    new_information integer not null,
    version integer not null,
    change_number bigint not null
);
create index hand_offs_case on hand_offs (country_case);
create index hand_offs_team on hand_offs (team_id, state, due_at);
create index hand_offs_changes on hand_offs (team_id, change_number);
create index hand_offs_offered on hand_offs (offered_at);
create index hand_offs_lapsing on hand_offs (acknowledge_by) where state = 'Offered';
create index hand_offs_feedback on hand_offs (feedback_due_at) where feedback_due_at is not null and not feedback_overdue;

-- What happened to each hand-off.
create table hand_off_entries (
    hand_off_id text not null references hand_offs (hand_off_id),
    number integer not null,
    entry text not null,
    primary key (hand_off_id, number)
);

-- The number of the last change of each team's inbox, in which a watch goes on.
create table team_changes (
    team_id text primary key,
    number bigint not null
);

-- Every content of the policy that was ever loaded.
create table policies (
    version text not null,
    sha256 text not null,
    yaml text not null,
    effective_from timestamptz not null,
    loaded_at timestamptz not null,
    loaded_by text not null,
    primary key (version, sha256)
);
