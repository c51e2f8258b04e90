-- Whose state this is. The secret is only here where the state is on a server; otherwise it is in a file of its own.
create table if not exists state_identity (
  id varchar(36) not null primary key,
  trust varchar(400) not null,
  secret varchar(64) not null
);
-- Hashes of watched handles and names are keyed with the secret; those of earlier versions are keyed when the state is opened.
alter table sought add column if not exists keyed boolean default false not null;

-- A hash of a follower's display name would give the name back to whoever guesses it.
update finding set evidence = '' where subject_kind = 'follower' and evidence not like 'f:%';
update decision set evidence = '' where evidence not like 'f:%' and finding_id in (select id from finding where subject_kind = 'follower');
update finding set observed = regexp_replace(observed, '"judged_text":\{"text":\{"sha256":"[0-9a-f]*"\}\},', '') where subject_kind = 'follower';
update finding set observed = regexp_replace(observed, ',?"judged_text":\{"text":\{"sha256":"[0-9a-f]*"\}\}', '') where subject_kind = 'follower';
