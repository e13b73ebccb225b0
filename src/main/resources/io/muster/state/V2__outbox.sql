-- The outbox: what targets must still get, and what became of the rest.

-- The events of one run for one target. The plan says how batches are cut, so that a publication that was interrupted goes on
-- with the same batches.
create table outbox_publication (
    publication_id ${id},
    run_id text not null,
    target text not null,
    plan text not null,
    began_at bigint not null,
    complete smallint not null default 0,
    unique (run_id, target)
);

-- A batch is frozen before it is first sent, and the same bytes are sent until the target has them. State: ready, claimed by a
-- sender, sent and not confirmed, acked. A batch that is taken apart leaves parts with its position.
create table outbox_batch (
    batch_id ${id},
    publication_id bigint not null references outbox_publication,
    target text not null,
    position integer not null,
    part integer not null,
    kind text not null,
    is_last smallint not null,
    event_count integer not null,
    byte_count bigint not null,
    packed_count bigint not null,
    digest ${bytes} not null,
    state text not null,
    attempt integer not null default 0,
    sender text,
    channel text,
    ack_id bigint,
    due_at bigint not null default 0,
    code integer,
    reply text,
    frozen_at bigint not null,
    done_at bigint,
    proof text,
    unique (publication_id, position, part)
);

create index outbox_batch_ready on outbox_batch (target, batch_id) where state = 'ready';
create index outbox_batch_open on outbox_batch (publication_id) where state <> 'acked';
create index outbox_batch_held on outbox_batch (sender) where sender is not null;

-- The bytes, apart from what changes; they go when the batch is acked.
create table outbox_payload (
    batch_id bigint primary key references outbox_batch,
    packed ${bytes} not null
);

-- Processes that send. What a sender holds is given back when it dies or no longer says that it lives.
create table outbox_sender (
    sender text primary key,
    host text not null,
    pid bigint not null,
    process_started bigint not null,
    expires_at bigint not null
);

-- Targets that take nothing until somebody changes something.
create table outbox_parked (
    target text primary key,
    parked_at bigint not null,
    code integer not null,
    why text not null,
    fix text not null
);

-- Events that a target refused by name, with the bytes that it refused.
create table outbox_letter (
    letter_id ${id},
    publication_id bigint not null references outbox_publication,
    target text not null,
    kind text not null,
    code integer not null,
    reply text not null,
    event ${bytes} not null,
    died_at bigint not null
);

create index outbox_letter_target on outbox_letter (target, letter_id);
