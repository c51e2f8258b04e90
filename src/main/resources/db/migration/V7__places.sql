-- Where reports were written and captures kept, so that what is held on a pupil is found wherever a job put it.
create table if not exists place (
  kind varchar(10) not null,
  folder varchar(1000) not null,
  primary key (kind, folder)
);
