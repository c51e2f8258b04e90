-- What rules on trial found in the latest audit of a scope; it counts for nothing, and names no pupil and no person.
create table if not exists trial_finding (
  scope varchar(120) not null,
  number int not null,
  as_of date not null,
  rule varchar(80) not null,
  severity varchar(10) not null,
  academy varchar(120) not null,
  account varchar(120) not null,
  subject_kind varchar(20) not null,
  subject_id varchar(400) not null,
  url varchar(2000) not null,
  primary key (scope, number)
);
