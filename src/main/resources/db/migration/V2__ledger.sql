-- The ledger: every finding ever made, what became of it, and what each audit could see.

create table finding (
  id varchar(20) not null primary key,
  -- whose audit finds it: an account id, or empty for the trust as a whole
  scope varchar(120) not null,
  rule varchar(80) not null,
  account varchar(120) not null,
  academy varchar(120) not null,
  platform varchar(60) not null,
  subject_kind varchar(20) not null,
  subject_id varchar(400) not null,
  aspect varchar(400) not null,
  url varchar(2000) not null,
  severity varchar(10) not null,
  mode varchar(10) not null,
  basis varchar(12) not null,
  clauses text not null,
  pupils text not null,
  people text not null,
  observed text not null,
  expected text not null,
  first_seen date not null,
  last_seen date not null,
  due date,
  -- what the audit of status_on said of it, and what the one before had said
  status varchar(14) not null,
  status_on date not null,
  prior_status varchar(14)
);
create index finding_scope on finding (scope);
create index finding_status_on on finding (status_on);

-- Each change of a finding's status; a night that changes nothing leaves no row.
create table finding_event (
  finding_id varchar(20) not null references finding (id),
  as_of date not null,
  status varchar(14) not null,
  primary key (finding_id, as_of)
);

-- What every rule came to in the latest audit of a scope.
create table outcome (
  scope varchar(120) not null,
  rule varchar(80) not null,
  kind varchar(14) not null,
  reason text not null,
  subjects integer not null,
  primary key (scope, rule, kind, reason)
);

-- What each audit saw of each account.
create table account_reading (
  account varchar(120) not null,
  as_of date not null,
  profile varchar(14) not null,
  captured_at timestamp with time zone,
  last_post_at timestamp with time zone,
  posts bigint not null,
  followers bigint not null,
  gaps text not null,
  counts text not null,
  files text not null,
  primary key (account, as_of)
);

create table audit_run (
  id varchar(40) not null primary key,
  job varchar(120) not null,
  as_of date not null,
  attempt integer not null,
  inputs varchar(64) not null,
  state varchar(12) not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone
);
