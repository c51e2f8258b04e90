-- Which findings their owners were reminded of, once before a due date and once after it.
create table if not exists reminder (
  finding_id varchar(40) not null,
  due date not null,
  is_overdue boolean not null,
  as_of date not null,
  primary key (finding_id, due, is_overdue)
);
