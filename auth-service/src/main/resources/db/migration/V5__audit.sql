-- Who changed what, and what was refused. One chain: each event has the hash of the one before it in its own (docs/adr/0010-audit-chain.md).
create table audit_event (
    sequence        bigint primary key,
    id              text collate "C" not null,
    at              timestamptz      not null,
    organization_id text collate "C",         -- null for the platform's own
    actor           text             not null,
    actor_kind      text             not null check (actor_kind in ('user', 'key', 'service', 'operator', 'anonymous')),
    actor_name      text,
    address         text,
    action          text             not null,
    subject         text,
    subject_name    text,
    outcome         text             not null check (outcome in ('done', 'refused', 'failed')),
    code            text,
    before          text,                     -- JSON, kept as text: it is hashed as it is
    after           text,
    trace_id        text,
    previous_hash   text             not null,
    hash            text             not null
);

create index audit_event_of_organization on audit_event (organization_id, id desc);

-- Where the chain ends, and the last event that retention removed. Whoever appends locks this row.
create table audit_chain (
    only_row        boolean primary key default true check (only_row),
    sequence        bigint not null,
    hash            text   not null,
    anchor_sequence bigint not null,
    anchor_hash     text   not null
) with (fillfactor = 10);

insert into audit_chain (sequence, hash, anchor_sequence, anchor_hash) values (0, repeat('0', 64), 0, repeat('0', 64));

create function audit_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and tg_table_name = 'audit_event' and current_setting('miniredis.audit_retention', true) = 'on' then
        return old;
    end if;
    if tg_op = 'UPDATE' and tg_table_name = 'audit_chain' then
        if new.sequence >= old.sequence and new.anchor_sequence >= old.anchor_sequence then
            return new;
        end if;
    end if;
    raise exception 'what was recorded stays: no % of %', lower(tg_op), tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger audit_event_stays before update or delete on audit_event for each row execute function audit_stays();
create trigger audit_event_is_not_emptied before truncate on audit_event for each statement execute function audit_stays();
create trigger audit_chain_stays before update or delete on audit_chain for each row execute function audit_stays();
create trigger audit_chain_is_not_emptied before truncate on audit_chain for each statement execute function audit_stays();
