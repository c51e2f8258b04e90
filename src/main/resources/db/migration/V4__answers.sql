-- What people answered: decisions on findings, what was taken and refused of what they sent back,
-- the counts of each audit for the trend, and the mails that are still to go.

-- Who is to act, by the register or by an answer.
alter table finding add column if not exists owner varchar(120) default '' not null;
-- A hash of what the finding rests on; a dismissal holds as long as it stays the same.
alter table finding add column if not exists evidence varchar(32) default '' not null;
-- The waiver or dismissal by which the finding was last let pass.
alter table finding add column if not exists decision_id varchar(40) default '' not null;

create table if not exists decision (
  id varchar(40) not null primary key,
  taken_on date not null,
  kind varchar(16) not null,
  -- the finding it is on; empty for a waiver of a rule on an account or at an academy
  finding_id varchar(20) not null,
  rule varchar(80) not null,
  account varchar(120) not null,
  academy varchar(120) not null,
  said text not null,
  until_date date,
  evidence varchar(32) not null,
  -- who is not whom, wherever else the same pair is met; empty when there is no pair
  pair varchar(700) not null,
  requested_by varchar(120) not null,
  approved_by varchar(120) not null,
  source varchar(400) not null,
  -- when a later answer took its place, or it was withdrawn
  ended_on date,
  -- when the finding it was on was gone, let pass, or came back
  settled_on date
);
create index if not exists decision_finding on decision (finding_id);

-- The files that were read, by their contents.
create table if not exists sent_back (
  sha256 varchar(64) not null primary key,
  name varchar(400) not null,
  as_of date not null,
  -- whether something in it was refused or disputed, so that it is read again
  unsettled boolean not null
);

-- What was taken, refused or disputed of what was sent back, in the order in which it was read.
create table if not exists answer_line (
  as_of date not null,
  number integer not null,
  source varchar(400) not null,
  finding_id varchar(60) not null,
  field varchar(60) not null,
  said text not null,
  result varchar(10) not null,
  why text not null,
  primary key (as_of, number)
);

create table if not exists audit_count (
  as_of date not null,
  academy varchar(120) not null,
  severity varchar(10) not null,
  status varchar(14) not null,
  findings integer not null,
  primary key (as_of, academy, severity, status)
);

create table if not exists mail (
  id varchar(200) not null primary key,
  as_of date not null,
  recipient varchar(320) not null,
  subject varchar(400) not null,
  -- the whole message as it goes over the wire; gone once it was sent
  message bytea,
  state varchar(8) not null,
  attempts integer not null,
  told varchar(1000) not null,
  changed_at timestamp with time zone not null
);
