-- What the trust was called before it was renamed, one name a line: workbooks of that time are its own.
alter table state_identity add column former varchar(4000) default '' not null;
