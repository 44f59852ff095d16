-- A proof is asked for by the hash of a record's body.
create index log_leaves_body on log_leaves (body_sha256);

-- The tree: level 0 holds the leaves' hashes, each level above the roots of the full tiles below. A tile grows at its end.
create table log_tiles (
    level integer not null,
    tile integer not null,
    hashes blob not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
    primary key (level, tile)
);

-- What was signed: the note with the log's own signatures.
create table log_checkpoints (
    size integer primary key,
    root blob not null,
    note text not null,
    signed_at integer not null
);

-- What witnesses signed: one line of a note each.
create table log_cosignatures (
    size integer not null references log_checkpoints (size),
    verifier_key text not null,
    operator text not null,
    line text not null,
    received_at integer not null,
    primary key (size, verifier_key)
);

create index log_cosignatures_witness on log_cosignatures (verifier_key, size);

-- Checkpoints that a witness refused as inconsistent with what it had seen.
create table log_disputes (
    size integer not null,
    verifier_key text not null,
    operator text not null,
    status integer not null,
    noted_at integer not null,
    primary key (size, verifier_key)
);

-- The log's keys in their order; a succession is the note by which the key before named this one.
create table log_keys (
    number integer primary key,
    verifier_key text not null unique,
    succession text,
    created_at integer not null,
    retired_at integer
);

-- Keys that services sign promises with, certified by a key of the log.
create table service_keys (
    service text not null,
    verifier_key text not null,
    log_key integer not null,
    certificate text not null,
    certified_at integer not null,
    primary key (service, verifier_key, log_key)
);

-- Who extends the tree; the epoch grows with each new holder.
create table log_lease (
    id integer primary key check (id = 1),
    holder text not null,
    epoch integer not null,
    expires_at integer not null
);
insert into log_lease (id, holder, epoch, expires_at) values (1, '', 0, 0);

-- "insert or replace" deletes without asking the trigger on delete, so those on insert refuse a key that is taken.
create trigger log_tiles_once before insert on log_tiles
when exists (select 1 from log_tiles where level = new.level and tile = new.tile)
begin
    select raise(abort, 'a tile of the log only grows at its end');
end;
create trigger log_tiles_grow before update on log_tiles
when new.level <> old.level or new.tile <> old.tile or length(new.hashes) <= length(old.hashes) or substr(new.hashes, 1, length(old.hashes)) <> old.hashes
begin
    select raise(abort, 'a tile of the log only grows at its end');
end;
create trigger log_tiles_stay before delete on log_tiles
begin
    select raise(abort, 'the log is append-only');
end;
create trigger log_checkpoints_grow before insert on log_checkpoints
when exists (select 1 from log_checkpoints where size >= new.size)
begin
    select raise(abort, 'checkpoints of the log only grow');
end;
create trigger log_checkpoints_no_update before update on log_checkpoints
begin
    select raise(abort, 'the log is append-only');
end;
create trigger log_checkpoints_no_delete before delete on log_checkpoints
begin
    select raise(abort, 'the log is append-only');
end;
create trigger log_cosignatures_once before insert on log_cosignatures
when exists (select 1 from log_cosignatures where size = new.size and verifier_key = new.verifier_key)
begin
    select raise(abort, 'the log is append-only');
end;
create trigger log_cosignatures_no_update before update on log_cosignatures
begin
    select raise(abort, 'the log is append-only');
end;
create trigger log_cosignatures_no_delete before delete on log_cosignatures
begin
    select raise(abort, 'the log is append-only');
end;
create trigger log_disputes_once before insert on log_disputes
when exists (select 1 from log_disputes where size = new.size and verifier_key = new.verifier_key)
begin
    select raise(abort, 'the log is append-only');
end;
create trigger log_disputes_no_update before update on log_disputes
begin
    select raise(abort, 'the log is append-only');
end;
create trigger log_disputes_no_delete before delete on log_disputes
begin
    select raise(abort, 'the log is append-only');
end;
create trigger log_keys_once before insert on log_keys
when exists (select 1 from log_keys where number >= new.number or verifier_key = new.verifier_key)
begin
    select raise(abort, 'a key of the log is added after the others');
end;
create trigger log_keys_retire before update on log_keys
when old.retired_at is not null or new.retired_at is null or new.number <> old.number or new.verifier_key <> old.verifier_key
    or new.created_at <> old.created_at or new.succession is not old.succession
begin
    select raise(abort, 'a key of the log is retired once and nothing else');
end;
create trigger log_keys_no_delete before delete on log_keys
begin
    select raise(abort, 'the log is append-only');
end;
create trigger service_keys_once before insert on service_keys
when exists (select 1 from service_keys where service = new.service and verifier_key = new.verifier_key and log_key = new.log_key)
begin
    select raise(abort, 'the log is append-only');
end;
create trigger service_keys_no_update before update on service_keys
begin
    select raise(abort, 'the log is append-only');
end;
create trigger service_keys_no_delete before delete on service_keys
begin
    select raise(abort, 'the log is append-only');
end;
