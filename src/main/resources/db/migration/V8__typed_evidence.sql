-- What was seen, and why something was not judged, are kept as values; sentences are made of them when they are shown.
-- What earlier versions wrote is kept as a sentence that is ready to show.

update finding set observed = '[{"wording":"worded","facts":{"words":{"term":{"words":"'
  || replace(replace(observed, '\', '\\'), '"', '\"') || '"}}}}]'
  where observed not like '[{"wording":%';

update account_reading set gaps = '[' || replace(substring(gaps from 2 for char_length(gaps) - 2), '","', '"}},{"worded":{"words":"') || ']'
  where gaps not like '[{%' and gaps <> '[]';
update account_reading set gaps = '[{"worded":{"words":' || substring(gaps from 2 for char_length(gaps) - 2) || '}}]'
  where gaps not like '[{%' and gaps <> '[]';

-- Causes can be longer than an index entry may be, so the outcomes of a scope are numbered.
create table if not exists rule_outcome (
  scope varchar(120) not null,
  number integer not null,
  rule varchar(80) not null,
  kind varchar(14) not null,
  causes text not null,
  subjects integer not null,
  primary key (scope, number)
);
insert into rule_outcome (scope, number, rule, kind, causes, subjects)
  select o.scope, row_number() over (partition by o.scope order by o.rule, o.kind, o.reason), o.rule, o.kind,
    case when o.reason = '' then '[]'
      else '[{"worded":{"words":"' || replace(replace(o.reason, '\', '\\'), '"', '\"') || '"}}]' end,
    o.subjects
  from outcome o
  where not exists (select 1 from rule_outcome r where r.scope = o.scope);
delete from outcome;
