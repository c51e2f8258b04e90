-- What the pages of a reading in progress lack, so that a run that goes on with it does not count it as whole.
alter table collected_part add column if not exists open_note varchar(400) default '' not null;
