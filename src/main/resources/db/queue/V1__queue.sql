-- The queue of accounts to be judged, as Spring Integration expects it, and who works on what. It is a schema of its own
-- beside the ledgers of the trusts. No pupil, post or finding is in it.
create sequence int_message_seq start with 1 increment by 1 no cycle;

create table int_channel_message (
  message_id char(36) not null,
  group_key char(36) not null,
  created_date bigint not null,
  message_priority bigint,
  message_sequence bigint not null default nextval('int_message_seq'),
  message_content bytea,
  region varchar(100) not null,
  constraint int_channel_message_pk primary key (region, group_key, created_date, message_sequence)
);

create index int_channel_msg_delete_idx on int_channel_message (region, group_key, message_id);

create index int_channel_msg_priority_idx on int_channel_message
  (region, group_key, message_priority desc nulls last, created_date, message_sequence);

create table worker (
  id varchar(36) primary key,
  host varchar(255) not null,
  pid bigint not null,
  version varchar(100) not null,
  threads int not null,
  started_at timestamp with time zone not null default now(),
  seen_at timestamp with time zone not null default now(),
  done bigint not null default 0,
  failed bigint not null default 0
);

create table partition_work (
  ledger varchar(36) not null,
  step_execution bigint not null,
  trust varchar(500) not null,
  account varchar(200) not null,
  worker varchar(36) not null,
  attempts int not null,
  taken_at timestamp with time zone not null default now(),
  primary key (ledger, step_execution)
);
