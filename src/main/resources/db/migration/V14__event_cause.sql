-- How the post of a finding had changed when the finding was resolved: edited, or no longer shown.
alter table finding_event add column if not exists cause varchar(10) default '' not null;
