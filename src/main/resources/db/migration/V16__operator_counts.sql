-- Whether what only IT can put right was counted under the trust, and not under the academy whose account it concerns.
alter table audit_count add column if not exists operator_apart boolean default false not null;
