-- How many of the counted findings only a change of policy made new, reopened or gone.
alter table audit_count add column if not exists by_policy integer default 0 not null;
-- What only IT can put right was counted with the trust's own; the two cannot be told apart any more.
update audit_count set operator_apart = false where academy = 'TRUST';
