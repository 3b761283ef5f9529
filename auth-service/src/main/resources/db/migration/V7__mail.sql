-- mails that are to be sent; sealed, for their links hold secrets
create table mail (
    id         text primary key,
    sealed     text        not null,
    attempts   int         not null default 0,
    created_at timestamptz not null default now(),
    due_at     timestamptz not null default now()
);

create index mail_due on mail (due_at);
