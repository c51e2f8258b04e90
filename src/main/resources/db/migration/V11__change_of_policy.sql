-- What changed a finding: the world, or only the policy and its settings.
alter table finding add column if not exists change_of varchar(8) default 'world' not null;

-- By what each rule judged a scope in its latest audit, and in the one before that date.
create table if not exists rule_basis (
  scope varchar(120) not null,
  rule varchar(80) not null,
  fingerprint varchar(64) not null,
  as_of date not null,
  prior varchar(64),
  primary key (scope, rule)
);
