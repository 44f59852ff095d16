-- A proof is asked for by the hash of a record's body.
create index log_leaves_body on log_leaves (body_sha256);

-- The tree: level 0 holds the leaves' hashes, each level above the roots of the full tiles below. A tile grows at its end.
create table log_tiles (
    level integer not null,
    tile bigint not null,
    hashes bytea not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
    primary key (level, tile)
);

-- What was signed: the note with the log's own signatures.
create table log_checkpoints (
    size bigint primary key,
    root bytea not null,
    note text not null,
    signed_at timestamptz not null
);

-- What witnesses signed: one line of a note each.
create table log_cosignatures (
    size bigint not null references log_checkpoints (size),
    verifier_key text not null,
    operator text not null,
    line text not null,
    received_at timestamptz not null,
    primary key (size, verifier_key)
);

create index log_cosignatures_witness on log_cosignatures (verifier_key, size);

-- Checkpoints that a witness refused as inconsistent with what it had seen.
create table log_disputes (
    size bigint not null,
    verifier_key text not null,
    operator text not null,
    status integer not null,
    noted_at timestamptz not null,
    primary key (size, verifier_key)
);

-- The log's keys in their order; a succession is the note by which the key before named this one.
create table log_keys (
    number bigint primary key,
    verifier_key text not null unique,
    succession text,
    created_at timestamptz not null,
    retired_at timestamptz
);

-- Keys that services sign promises with, certified by a key of the log.
create table service_keys (
    service text not null,
    verifier_key text not null,
    log_key bigint not null,
    certificate text not null,
    certified_at timestamptz not null,
    primary key (service, verifier_key, log_key)
);

-- Who extends the tree. The row is locked by whoever does; the epoch grows with each new holder.
create table log_lease (
    id integer primary key check (id = 1),
    holder text not null,
    epoch bigint not null,
    expires_at timestamptz not null
);
insert into log_lease (id, holder, epoch, expires_at) values (1, '', 0, '-infinity');

create function refuse_rewriting_tile() returns trigger language plpgsql as $$
begin
    if new.level <> old.level or new.tile <> old.tile or length(new.hashes) <= length(old.hashes)
        or substring(new.hashes from 1 for length(old.hashes)) <> old.hashes then
        raise exception 'a tile of the log only grows at its end';
    end if;
    return new;
end
$$;
create function refuse_earlier_checkpoint() returns trigger language plpgsql as $$
begin
    if exists (select 1 from log_checkpoints where size >= new.size) then
        raise exception 'checkpoints of the log only grow';
    end if;
    return new;
end
$$;
create function refuse_other_than_retiring() returns trigger language plpgsql as $$
begin
    if old.retired_at is not null or new.retired_at is null or (new.number, new.verifier_key, new.created_at) <> (old.number, old.verifier_key, old.created_at)
        or new.succession is distinct from old.succession then
        raise exception 'a key of the log is retired once and nothing else';
    end if;
    return new;
end
$$;
create trigger log_tiles_grow before update on log_tiles for each row execute function refuse_rewriting_tile();
create trigger log_tiles_stay before delete or truncate on log_tiles for each statement execute function refuse_change();
create trigger log_checkpoints_grow before insert on log_checkpoints for each row execute function refuse_earlier_checkpoint();
create trigger log_checkpoints_append_only before update or delete or truncate on log_checkpoints for each statement execute function refuse_change();
create trigger log_cosignatures_append_only before update or delete or truncate on log_cosignatures for each statement execute function refuse_change();
create trigger log_disputes_append_only before update or delete or truncate on log_disputes for each statement execute function refuse_change();
create trigger log_keys_retire before update on log_keys for each row execute function refuse_other_than_retiring();
create trigger log_keys_stay before delete or truncate on log_keys for each statement execute function refuse_change();
create trigger service_keys_append_only before update or delete or truncate on service_keys for each statement execute function refuse_change();
