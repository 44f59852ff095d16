create table notes (id bigint generated always as identity primary key, stream text not null, sequence bigint not null, at timestamptz not null);
