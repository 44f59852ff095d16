-- How many leaves the log has; the next leaf's index. One row, updated in the transaction that appends.
create table log_head (
    id integer primary key check (id = 1),
    size integer not null
);
insert into log_head (id, size) values (1, 0);

-- The log. The body is what a service sent, to the byte; the columns repeat what of it is searched for.
create table log_leaves (
    leaf_index integer primary key,
    body text not null,
    body_sha256 blob not null,
    leaf_hash blob not null,
    previous_index integer not null,
    type text not null,
    time integer not null,
    service text not null,
    stream text not null,
    sequence integer not null,
    actor text,
    role text,
    agency text,
    team text,
    case_id text,
    country_case text,
    referral_id text,
    hand_off_id text,
    from_holder text,
    to_holder text,
    rule_id text,
    policy_version text
);
create unique index log_leaves_stream on log_leaves (service, stream, sequence);
create index log_leaves_type on log_leaves (type, leaf_index);
create index log_leaves_time on log_leaves (time);
create index log_leaves_actor on log_leaves (actor, leaf_index) where actor is not null;
create index log_leaves_agency on log_leaves (agency, leaf_index) where agency is not null;
create index log_leaves_team on log_leaves (team, leaf_index) where team is not null;
create index log_leaves_case on log_leaves (case_id, leaf_index) where case_id is not null;
create index log_leaves_referral on log_leaves (referral_id, leaf_index) where referral_id is not null;
create index log_leaves_hand_off on log_leaves (hand_off_id, leaf_index) where hand_off_id is not null;
create index log_leaves_rule on log_leaves (rule_id, leaf_index) where rule_id is not null;

-- Append only, at the end only: what is in the log stays as it is. "insert or replace" deletes without asking the
-- trigger on delete, so the one on insert refuses an index that is taken.
create trigger log_leaves_at_end before insert on log_leaves
when new.leaf_index <> (select coalesce(max(leaf_index), -1) + 1 from log_leaves)
begin
    select raise(abort, 'a leaf is appended at the end of the log');
end;
create trigger log_leaves_no_update before update on log_leaves
begin
    select raise(abort, 'the log is append-only');
end;
create trigger log_leaves_no_delete before delete on log_leaves
begin
    select raise(abort, 'the log is append-only');
end;
create trigger log_head_one_row before insert on log_head
begin
    select raise(abort, 'the log has one head');
end;
create trigger log_head_grows before update on log_head
when new.size <= old.size
begin
    select raise(abort, 'the log only grows');
end;
create trigger log_head_no_delete before delete on log_head
begin
    select raise(abort, 'the log is append-only');
end;
