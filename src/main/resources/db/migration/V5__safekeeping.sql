-- Who ran, read and erased what; and which rehearsals of a policy's review were held.

-- A chain: each entry's hash is made of the one before it and of what it says, and none is ever changed.
create table if not exists access_log (
  number bigint not null primary key,
  at timestamp with time zone not null,
  who varchar(120) not null,
  did varchar(40) not null,
  what varchar(400) not null,
  hash varchar(64) not null
);

create table if not exists rehearsal (
  pack varchar(200) not null,
  review_on date not null,
  days_before integer not null,
  as_of date not null,
  primary key (pack, review_on, days_before)
);
create index if not exists finding_status on finding (status);
