-- How many leaves the log has; the next leaf's index. One row, locked and updated in the transaction that appends.
create table log_head (
    id integer primary key check (id = 1),
    size bigint not null
);
insert into log_head (id, size) values (1, 0);

-- The log. The body is what a service sent, to the byte; the columns repeat what of it is searched for.
create table log_leaves (
    leaf_index bigint primary key,
    body text not null,
    body_sha256 bytea not null,
    leaf_hash bytea not null,
    previous_index bigint not null,
    type text not null,
    time timestamptz not null,
    service text not null,
    stream text not null,
    sequence bigint not null,
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

-- Append only: what is in the log stays as it is.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only';
end
$$;
create function refuse_shrinking() returns trigger language plpgsql as $$
begin
    if new.id <> old.id or new.size <= old.size then
        raise exception 'the log only grows';
    end if;
    return new;
end
$$;
create trigger log_leaves_append_only before update or delete or truncate on log_leaves for each statement execute function refuse_change();
create trigger log_head_append_only before insert or delete or truncate on log_head for each statement execute function refuse_change();
create trigger log_head_grows before update on log_head for each row execute function refuse_shrinking();
