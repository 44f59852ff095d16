-- How many questions each agency asked in each hour since 1970.
create table query_counts (
    agency_id text not null,
    hour integer not null,
    asked integer not null,
    primary key (agency_id, hour)
);
