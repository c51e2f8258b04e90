-- How many rows each register had in an audit, so that a smaller export is noticed.
create table register_size (
  run varchar(40) not null references audit_run(id) on delete cascade,
  register varchar(40) not null,
  size_in_rows integer not null,
  primary key (run, register)
);
