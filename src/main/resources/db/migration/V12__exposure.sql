-- How many posts of an account show pupils, in numbers only; empty where an earlier version judged.
alter table account_reading add column if not exists exposure text default '' not null;
