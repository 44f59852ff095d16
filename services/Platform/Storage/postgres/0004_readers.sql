-- The second wall: of keys, and so of what is sealed under them, a statement sees what its transaction says it reads for, and nothing when
-- it says nothing. app.principal is 'service' for what a service does of itself and otherwise whoever calls; app.subjects are those
-- whose reading was decided. The service's own role is bound too.
alter table content_keys enable row level security;
alter table content_keys force row level security;
create policy written on content_keys for insert with check (true);
create policy of_service on content_keys using (current_setting('app.principal', true) = 'service');
create policy decided on content_keys using (
    current_setting('app.principal', true) not like 'agency/%'
    and subject = any (string_to_array(current_setting('app.subjects', true), ',')));
