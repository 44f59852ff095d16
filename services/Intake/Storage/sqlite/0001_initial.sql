-- A referral without its content. One row for each submission that was acknowledged.
create table referrals (
    id text primary key,
    -- agency/uk-nca, or for what a team added team/picacc@afp: whose references are apart.
    sender text not null,
    agency_reference text not null,
    content_sha256 text not null,
    received_at integer not null,
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
    withdrawn_at integer,
    erased_at integer,
    unique (sender, agency_reference)
);
create index referrals_sent on referrals (sender, received_at, id);
create index referrals_case on referrals (case_id, sender);

-- Content: of the submission (part 0), of a supplement (its number), of a question (its id). Nothing else holds any.
create table contents (
    referral_id text not null,
    part text not null,
    content blob not null,
    primary key (referral_id, part)
);

create table supplements (
    referral_id text not null,
    number integer not null,
    received_at integer not null,
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
    recorded_at integer not null,
    answer_by integer,
    -- True once Triage's event says that it was asked.
    asked integer not null,
    answered_at integer,
    answered_by_supplement integer not null
);
create index information_requests_referral on information_requests (referral_id);

create table consents (
    referral_id text not null,
    number integer not null,
    scope text not null,
    refused integer not null,
    at integer not null,
    primary key (referral_id, number)
);

-- What happened to one referral only, in order; after_position is where it stands among the entries of its case.
create table referral_entries (
    recorded integer primary key autoincrement,
    referral_id text not null,
    number integer not null,
    after_position integer not null,
    entry blob not null,
    -- The countries in which it joins its case by this entry.
    joins text,
    unique (referral_id, number)
);

-- A parent case, as far as a status needs it. version grows with every change.
create table cases (
    case_id text primary key,
    version integer not null,
    position integer not null,
    opened integer not null,
    agencies text not null
);
create index cases_unopened on cases (case_id) where not opened;

-- What happened to a country case: one row for all referrals of the case.
create table case_entries (
    recorded integer primary key autoincrement,
    case_id text not null,
    position integer not null,
    entry blob not null,
    unique (case_id, position)
);

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
    offered_at integer not null
);
create index hand_offs_case on hand_offs (case_id);

-- Urgent referrals admitted above the bound of the backlog, by agency and hour of real time.
create table urgent_admissions (
    agency_id text not null,
    hour integer not null,
    admitted integer not null,
    primary key (agency_id, hour)
);
