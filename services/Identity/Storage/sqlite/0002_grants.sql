-- What holds of a principal beside the identities file, and the number of the change that made it so.
alter table principals add column change bigint not null default 0;
alter table principals add column granted_desks text not null default '';
alter table principals add column revoked_desks text not null default '';
alter table principals add column team_revoked integer not null default 0;
alter table principals add column not_before integer;
alter table principals add column earlier_until integer;
alter table principals add column anchors text not null default '[]';
alter table principals add column denied_serials text not null default '';
create index principals_change on principals (change);

-- The last number given to a change; its lock puts changes in order.
create table grant_changes (last bigint not null);
insert into grant_changes (last) values (0);
