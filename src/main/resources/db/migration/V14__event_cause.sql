-- What became of the post that a finding was on, where that is why the finding was resolved: edited, or gone.
alter table finding_event add column if not exists cause varchar(10) default '' not null;
