-- Content is seen like its keys; and an agency sees, of both, what is of its own referrals, whatever a statement asks for.
alter table contents enable row level security;
alter table contents force row level security;
create policy written on contents for insert with check (true);
create policy of_service on contents using (current_setting('app.principal', true) = 'service');
create policy decided on contents using (
    current_setting('app.principal', true) not like 'agency/%'
    and referral_id = any (string_to_array(current_setting('app.subjects', true), ',')));
create policy of_sender on contents using (
    exists (select from referrals where referrals.id = contents.referral_id and referrals.sender = current_setting('app.principal', true)));
create policy of_sender on content_keys using (
    exists (select from referrals where referrals.id = content_keys.subject and referrals.sender = current_setting('app.principal', true)));
