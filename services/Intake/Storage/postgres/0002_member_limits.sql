-- In a joint team, the strictest TLP label that somebody of each member agency reads, as a JSON object; null for other teams.
alter table hand_offs add column member_limits text;
