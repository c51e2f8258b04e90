-- Which findings their owners were reminded of, once before a due date and once after it, and by which mail.
create table if not exists reminder (
  finding_id varchar(40) not null,
  owner_id varchar(120) not null,
  due date not null,
  is_overdue boolean not null,
  as_of date not null,
  mail_id varchar(200) not null,
  primary key (finding_id, owner_id, due, is_overdue)
);
