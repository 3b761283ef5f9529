-- an organization goes with all that is only about it
alter table membership
    drop constraint membership_organization_id_fkey,
    add constraint membership_organization_id_fkey foreign key (organization_id) references organization on delete cascade;

alter table api_key
    drop constraint api_key_organization_id_fkey,
    add constraint api_key_organization_id_fkey foreign key (organization_id) references organization on delete cascade;

-- a session outlives the organization it acts in: the next exchange moves it to another of the user's, or finds it dead
alter table session drop constraint session_organization_id_fkey;

-- what a key is narrowed to: words and ids separated by commas, null where it is not
alter table api_key
    add column access    text,
    add column databases text;

create index api_key_created_by on api_key (created_by) where revoked_at is null;

-- closed: accepted, withdrawn, replaced by a newer one, or its inviter lost the right. Closed ones are kept for an hour or more,
-- because they count for how many may be sent
create table invitation (
    id              text primary key,
    organization_id text        not null references organization on delete cascade,
    email           text        not null,
    role            text        not null check (role in ('OWNER', 'ADMIN', 'DEVELOPER', 'VIEWER')),
    token_hash      text        not null unique,
    invited_by      text        not null,
    created_at      timestamptz not null,
    expires_at      timestamptz not null,
    closed_at       timestamptz
);

create unique index invitation_open on invitation (organization_id, lower(email)) where closed_at is null;
create index invitation_sent on invitation (organization_id, created_at);
create index invitation_sent_by on invitation (invited_by, created_at);

-- from when on a key signs; until then it is only published, and once the next one signs it only verifies for a while yet
alter table signing_key add column signs_from timestamptz;
update signing_key set signs_from = created_at;
alter table signing_key alter column signs_from set not null;
