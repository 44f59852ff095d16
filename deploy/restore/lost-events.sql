-- What a service published, and keeps no more, and a service that listens to it has neither applied nor holds: a line for each stream, with the
-- first and the last number and how many. For a database that was restored; nothing where all its schemas are of one instant. The records of
-- the log stand as `audit`.
--
--   psql -d referrals -f deploy/restore/lost-events.sql
\set QUIET on
\set ON_ERROR_STOP on
create temporary table lost (listener text, publisher text, channel text, stream text, sequence bigint);
create temporary table pairs as
select listener, publisher, case listener when 'audit' then 'audit' else 'event' end as channel
from unnest(array['intake', 'matching', 'triage', 'routing', 'audit']) as listener, unnest(array['identity', 'intake', 'matching', 'triage', 'routing', 'audit']) as publisher;

-- A service listens to whom it has heard of.
select format('delete from pairs where listener = %1$L and publisher not in (select service from %1$I.inbox_positions)', listener) from pairs group by listener \gexec

select format(
    $$insert into lost
      select %1$L, %2$L, %3$L, head.stream, missing.sequence
      from %2$I.stream_heads head
      left join %1$I.inbox_positions done on done.service = %2$L and done.stream = head.stream
      cross join generate_series(coalesce(done.sequence, 0) + 1, head.sequence) as missing (sequence)
      where head.channel = %3$L
        and not exists (select from %1$I.inbox_messages held where held.service = %2$L and held.stream = head.stream and held.sequence = missing.sequence)
        and not exists (select from %2$I.outbox waiting where waiting.stream = head.stream and waiting.sequence = missing.sequence and (waiting.type like '%%.AuditRecord') = (head.channel = 'audit'))$$,
    listener, publisher, channel)
from pairs \gexec

select listener, publisher, channel, stream, min(sequence) as first, max(sequence) as last, count(*) from lost group by 1, 2, 3, 4 order by 1, 2, 3, 4;
