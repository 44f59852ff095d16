-- A referral without its content. One row for each submission that was acknowledged.
create table referrals (
    id text primary key,
    -- agency/uk-nca, or for what a team added team/picacc@afp: whose references are apart.
    sender text not null,
    agency_reference text not null,
    content_sha256 text not null,
    received_at timestamptz not null,
    incident_type text not null,
    -- ,PH,TH, so that one country is found without taking the list apart.
    countries text not null,
    metadata text not null,
    -- Flags of what it holds, from which completeness is counted.
    presence integer not null,
    -- Own status entries so far; the first, RECEIVED, has no row.
    entries integer not null,
    open_questions integer not null,
    -- The parent case; null until it is matched.
    case_id text,
    withdrawn_at timestamptz,
    erased_at timestamptz,
    unique (sender, agency_reference)
);
create index referrals_sent on referrals (sender, received_at, id);
create index referrals_case on referrals (case_id, sender);

-- Content: of the submission (part 0), of a supplement (its number), of a question (its id). Nothing else holds any.
create table contents (
    referral_id text not null,
    part text not null,
    content bytea not null,
    primary key (referral_id, part)
);

create table supplements (
    referral_id text not null,
    number integer not null,
    received_at timestamptz not null,
    content_sha256 text not null,
    information_request_id text,
    primary key (referral_id, number)
);

-- An officer's question; its text is content.
create table information_requests (
    id text primary key,
    referral_id text not null,
    country_case text not null,
    data text not null,
    recorded_at timestamptz not null,
    answer_by timestamptz,
    -- True once Triage's event says that it was asked.
    asked boolean not null,
    answered_at timestamptz,
    answered_by_supplement integer not null
);
create index information_requests_referral on information_requests (referral_id);

create table consents (
    referral_id text not null,
    number integer not null,
    scope text not null,
    refused boolean not null,
    at timestamptz not null,
    primary key (referral_id, number)
);

-- What happened to one referral only, in order; after_position is where it stands among the entries of its case.
create table referral_entries (
    recorded bigint generated always as identity,
    referral_id text not null,
    number integer not null,
    after_position bigint not null,
    entry bytea not null,
    -- The countries in which it joins its case by this entry.
    joins text,
    primary key (referral_id, number)
);
create index referral_entries_recorded on referral_entries (recorded);

-- A parent case, as far as a status needs it. version grows with every change.
create table cases (
    case_id text primary key,
    version bigint not null,
    position bigint not null,
    opened boolean not null,
    agencies text not null
);
create index cases_unopened on cases (case_id) where not opened;

-- What happened to a country case: one row for all referrals of the case.
create table case_entries (
    recorded bigint generated always as identity,
    case_id text not null,
    position bigint not null,
    entry bytea not null,
    primary key (case_id, position)
);
create index case_entries_recorded on case_entries (recorded);

create table country_cases (
    country_case text primary key,
    case_id text not null,
    country text not null,
    desk text not null,
    state text not null,
    -- The states of its lead hand-offs by id.
    leads text not null
);
create index country_cases_case on country_cases (case_id);

create table hand_offs (
    id text primary key,
    country_case text not null,
    case_id text not null,
    country text not null,
    team_id text not null,
    team_name text,
    team_reference text,
    role text not null,
    state text not null,
    offered_at timestamptz not null
);
create index hand_offs_case on hand_offs (case_id);

-- Urgent referrals admitted above the bound of the backlog, by agency and hour of real time.
create table urgent_admissions (
    agency_id text not null,
    hour bigint not null,
    admitted integer not null,
    primary key (agency_id, hour)
);
