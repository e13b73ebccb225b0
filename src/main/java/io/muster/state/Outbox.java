package io.muster.state;

import io.muster.finding.RunId;
import io.muster.problem.ProblemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * What targets must still get. A batch is on the disk before it is first sent and stays there until the target has it; where
 * a sender dies, another one sends the same bytes again. Used by all threads, and by several processes, at once.
 */
public final class Outbox {

    private static final String HELD = "where batch_id = :id and sender = :sender and state in ('claimed', 'sent')";

    private final Database database;
    private final Clock clock;
    private final String host = Processes.host();

    Outbox(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    // Freezing

    /** Begins the events of a run for a target, or takes up again what was begun, with the plan of the first beginning. */
    public OutboxPublication begin(RunId run, String target, String plan) {
        return database.writeDurably(handle -> {
            handle.createUpdate("""
                            insert into outbox_publication (run_id, target, plan, began_at)
                            values (:run, :target, :plan, :now) on conflict do nothing
                            """)
                    .bind("run", run.toString())
                    .bind("target", target)
                    .bind("plan", plan)
                    .bind("now", clock.millis())
                    .execute();
            return handle.createQuery("""
                            select p.publication_id, p.plan, p.complete,
                                (select coalesce(max(b.position) + 1, 0) from outbox_batch b
                                    where b.publication_id = p.publication_id) as frozen
                            from outbox_publication p where p.run_id = :run and p.target = :target
                            """)
                    .bind("run", run.toString())
                    .bind("target", target)
                    .map((row, context) -> new OutboxPublication(
                            row.getLong("publication_id"),
                            run,
                            target,
                            row.getString("plan"),
                            row.getInt("frozen"),
                            row.getInt("complete") == 1))
                    .one();
        });
    }

    /** Keeps a batch for every publication; once this returns, nothing loses it. */
    public void freeze(Collection<OutboxPublication> publications, int position, OutboxDraft draft) {
        freeze(List.of(new OutboxEntry(List.copyOf(publications), position, draft)));
    }

    /** Keeps batches, all or none; once this returns, nothing loses them. */
    public void freeze(List<OutboxEntry> entries) {
        database.writeDurably(handle -> {
            for (OutboxEntry entry : entries) {
                for (OutboxPublication publication : entry.publications()) {
                    insert(handle, publication.id(), publication.target(), entry.position(), 0, entry.draft(), "ready");
                }
            }
            return entries.size();
        });
    }

    /** Says that all batches of a publication are in the outbox. */
    public void complete(OutboxPublication publication) {
        database.writeDurably(handle -> handle.execute(
                "update outbox_publication set complete = 1 where publication_id = ?", publication.id()));
    }

    /** Whether all batches of a run are in the outbox for a target, or were. */
    public boolean isComplete(RunId run, String target) {
        return database.read(handle -> handle.createQuery("select count(*) from outbox_publication"
                                + " where run_id = :run and target = :target and complete = 1")
                        .bind("run", run.toString())
                        .bind("target", target)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }

    /** Publications of which some batches may be missing, oldest first: whoever made them was interrupted. */
    public List<OutboxPublication> unfinished() {
        return database.read(handle -> handle.createQuery("""
                        select p.publication_id, p.run_id, p.target, p.plan,
                            (select coalesce(max(b.position) + 1, 0) from outbox_batch b
                                where b.publication_id = p.publication_id) as frozen
                        from outbox_publication p where p.complete = 0 order by p.publication_id
                        """)
                .map((row, context) -> new OutboxPublication(
                        row.getLong("publication_id"),
                        RunId.of(row.getString("run_id")),
                        row.getString("target"),
                        row.getString("plan"),
                        row.getInt("frozen"),
                        false))
                .list());
    }

    private long insert(
            Handle handle, long publication, String target, int position, int part, OutboxDraft draft, String state) {
        long id = handle.createQuery("""
                        insert into outbox_batch (publication_id, target, position, part, kind, is_last, event_count,
                            byte_count, packed_count, digest, state, frozen_at)
                        values (:publication, :target, :position, :part, :kind, :last, :events, :bytes, :packed, :digest,
                            :state, :now)
                        returning batch_id
                        """)
                .bind("publication", publication)
                .bind("target", target)
                .bind("position", position)
                .bind("part", part)
                .bind("kind", draft.kind())
                .bind("last", draft.isLast() ? 1 : 0)
                .bind("events", draft.events())
                .bind("bytes", draft.bytes())
                .bind("packed", draft.packed().length)
                .bind("digest", sha256(draft.packed()))
                .bind("state", state)
                .bind("now", clock.millis())
                .mapTo(Long.class)
                .one();
        handle.createUpdate("insert into outbox_payload (batch_id, packed) values (:id, :packed)")
                .bind("id", id)
                .bind("packed", draft.packed())
                .execute();
        return id;
    }

    // Sending

    /** Joins those who send. */
    public OutboxSender enlist(Duration patience) {
        OutboxSender sender = new OutboxSender(UUID.randomUUID().toString(), patience);
        beat(sender);
        return sender;
    }

    /** Says that a sender lives. */
    public void beat(OutboxSender sender) {
        database.write(handle -> beat(handle, sender));
    }

    private int beat(Handle handle, OutboxSender sender) {
        ProcessHandle self = ProcessHandle.current();
        return handle.createUpdate("""
                        insert into outbox_sender (sender, host, pid, process_started, expires_at)
                        values (:sender, :host, :pid, :started, :expires)
                        on conflict (sender) do update set expires_at = excluded.expires_at
                        """)
                .bind("sender", sender.id())
                .bind("host", host)
                .bind("pid", self.pid())
                .bind("started", Processes.started(self))
                .bind("expires", clock.instant().plus(sender.patience()).toEpochMilli())
                .execute();
    }

    /** Gives back what senders hold that are dead; the answer is how many batches. */
    public int recover() {
        List<String> dead = database.read(handle -> {
            List<String> senders = new ArrayList<>();
            handle.createQuery("select sender, host, pid, process_started, expires_at from outbox_sender")
                    .map((row, context) -> deadSender(row))
                    .list()
                    .forEach(sender -> sender.ifPresent(senders::add));
            // One that was taken for dead, and then took something before it died, is on no list.
            senders.addAll(handle.createQuery("""
                            select distinct b.sender from outbox_batch b
                            where b.sender is not null
                                and not exists (select 1 from outbox_sender s where s.sender = b.sender)
                            """).mapTo(String.class).list());
            return senders;
        });
        return dead.isEmpty() ? 0 : database.write(handle -> giveBackAll(handle, dead));
    }

    private Optional<String> deadSender(ResultSet row) throws SQLException {
        boolean expired = row.getLong("expires_at") < clock.millis();
        boolean gone = row.getString("host").equals(host)
                && !Processes.isAlive(row.getLong("pid"), row.getLong("process_started"));
        return expired || gone ? Optional.of(row.getString("sender")) : Optional.empty();
    }

    /** Gives back everything that a sender holds, and takes it off the list. */
    public void leave(OutboxSender sender) {
        database.write(handle -> giveBackAll(handle, List.of(sender.id())));
    }

    private static int giveBackAll(Handle handle, List<String> senders) {
        int batches = handle.createUpdate("""
                        update outbox_batch set state = 'ready', sender = null, channel = null, ack_id = null, due_at = 0
                        where sender in (<senders>) and state in ('claimed', 'sent')
                        """).bindList("senders", senders).execute();
        handle.createUpdate("delete from outbox_sender where sender in (<senders>)")
                .bindList("senders", senders)
                .execute();
        return batches;
    }

    /** Takes up to so many batches that are due, oldest first, so that no other sender takes them. */
    public List<OutboxBatch> claim(OutboxSender sender, String target, int most) {
        String lock = database.dialect() == Dialect.POSTGRESQL ? "for update of b skip locked" : "";
        return database.write(handle -> {
            List<Long> ids = handle.createQuery("""
                            select b.batch_id from outbox_batch b
                            where b.target = :target and b.state = 'ready' and b.due_at <= :now
                                and (b.is_last = 0 or not exists (select 1 from outbox_batch e
                                    where e.publication_id = b.publication_id and e.state <> 'acked'
                                    and e.batch_id <> b.batch_id))
                            order by b.batch_id limit :most
                            """ + lock)
                    .bind("target", target)
                    .bind("now", clock.millis())
                    .bind("most", most)
                    .mapTo(Long.class)
                    .list();
            if (ids.isEmpty()) {
                return List.of();
            }
            beat(handle, sender);
            handle.createUpdate("""
                            update outbox_batch set state = 'claimed', sender = :sender, attempt = attempt + 1
                            where batch_id in (<ids>)
                            """)
                    .bind("sender", sender.id())
                    .bindList("ids", ids)
                    .execute();
            return handle.createQuery("""
                            select b.batch_id, p.run_id, b.target, b.position, b.part, b.kind, b.is_last, b.event_count,
                                b.byte_count, b.attempt
                            from outbox_batch b join outbox_publication p on p.publication_id = b.publication_id
                            where b.batch_id in (<ids>) order by b.batch_id
                            """)
                    .bindList("ids", ids)
                    .map(Outbox::batch)
                    .list();
        });
    }

    private static OutboxBatch batch(ResultSet row, StatementContext context) throws SQLException {
        return new OutboxBatch(
                row.getLong("batch_id"),
                RunId.of(row.getString("run_id")),
                row.getString("target"),
                row.getInt("position"),
                row.getInt("part"),
                row.getString("kind"),
                row.getInt("is_last") == 1,
                row.getInt("event_count"),
                row.getLong("byte_count"),
                row.getInt("attempt"));
    }

    /**
     * The bytes of a batch, compared with their digest. Empty when another sender has delivered it meanwhile; a problem when
     * they are not those that were frozen.
     */
    public Optional<byte[]> payload(OutboxBatch batch) {
        Optional<Frozen> found = database.read(handle -> handle.createQuery("""
                        select p.packed, b.digest from outbox_payload p join outbox_batch b on b.batch_id = p.batch_id
                        where p.batch_id = :id
                        """)
                .bind("id", batch.id())
                .map((row, context) -> new Frozen(row.getBytes("packed"), row.getBytes("digest")))
                .findOne());
        return found.map(frozen -> frozen.checked(database.described(), batch));
    }

    /** Notes that a batch was sent and waits for its confirmation. */
    public void sent(OutboxSender sender, OutboxBatch batch, String channel, long ackId) {
        database.write(handle -> handle.createUpdate(
                        "update outbox_batch set state = 'sent', channel = :channel, ack_id = :ack " + HELD)
                .bind("id", batch.id())
                .bind("sender", sender.id())
                .bind("channel", channel)
                .bind("ack", ackId)
                .execute());
    }

    /**
     * Notes that batches arrived; whoever says so, it is true. Their bytes go.
     *
     * @param proof how sure it is: {@code indexed}, {@code accepted} or {@code written}
     */
    public void acked(Collection<Long> batches, String proof) {
        if (batches.isEmpty()) {
            return;
        }
        database.write(handle -> {
            handle.createUpdate("""
                            update outbox_batch set state = 'acked', proof = :proof, done_at = :now, sender = null,
                                code = null, reply = null
                            where batch_id in (<ids>) and state <> 'acked'
                            """)
                    .bind("proof", proof)
                    .bind("now", clock.millis())
                    .bindList("ids", List.copyOf(batches))
                    .execute();
            return handle.createUpdate("delete from outbox_payload where batch_id in (<ids>)")
                    .bindList("ids", List.copyOf(batches))
                    .execute();
        });
    }

    /** Gives a batch back, to be sent again after a wait. */
    public void giveBack(OutboxSender sender, long batch, Duration wait, OutboxRefusal refusal) {
        database.write(handle -> handle.createUpdate("""
                        update outbox_batch set state = 'ready', sender = null, channel = null, ack_id = null,
                            due_at = :due, code = :code, reply = :reply
                        """ + HELD)
                .bind("id", batch)
                .bind("sender", sender.id())
                .bind("due", clock.instant().plus(wait).toEpochMilli())
                .bind("code", refusal.code())
                .bind("reply", refusal.reply())
                .execute());
    }

    /**
     * Takes a batch apart into parts and dead letters, which together are all of its events. The answer is the numbers of the
     * parts, in their order; it is empty when the sender no longer holds the batch.
     *
     * @param letters the refused events, without newlines
     */
    public List<Long> takeApart(
            OutboxSender sender,
            OutboxBatch batch,
            List<OutboxPart> parts,
            List<byte[]> letters,
            OutboxRefusal refusal) {
        return database.writeDurably(handle -> {
            Optional<Long> publication = handle.createQuery("select publication_id from outbox_batch " + HELD)
                    .bind("id", batch.id())
                    .bind("sender", sender.id())
                    .mapTo(Long.class)
                    .findOne();
            if (publication.isEmpty()) {
                return List.of();
            }
            for (byte[] letter : letters) {
                bury(handle, publication.get(), batch, letter, refusal);
            }
            return replace(handle, sender, publication.get(), batch, parts);
        });
    }

    private void bury(Handle handle, long publication, OutboxBatch batch, byte[] event, OutboxRefusal refusal) {
        handle.createUpdate("""
                        insert into outbox_letter (publication_id, target, kind, code, reply, event, died_at)
                        values (:publication, :target, :kind, :code, :reply, :event, :now)
                        """)
                .bind("publication", publication)
                .bind("target", batch.target())
                .bind("kind", batch.kind())
                .bind("code", refusal.code())
                .bind("reply", refusal.reply())
                .bind("event", event)
                .bind("now", clock.millis())
                .execute();
    }

    private List<Long> replace(
            Handle handle, OutboxSender sender, long publication, OutboxBatch batch, List<OutboxPart> parts) {
        int next = handle.createQuery(
                        "select max(part) + 1 from outbox_batch where publication_id = :publication and position = :position")
                .bind("publication", publication)
                .bind("position", batch.position())
                .mapTo(Integer.class)
                .one();
        handle.execute("delete from outbox_payload where batch_id = ?", batch.id());
        if (parts.isEmpty()) {
            // The row stays, without events: the position is taken, and its letters are counted apart.
            handle.execute(
                    "update outbox_batch set state = 'acked', event_count = 0, sender = null where batch_id = ?",
                    batch.id());
            return List.of();
        }
        List<Long> ids = new ArrayList<>();
        for (OutboxPart part : parts) {
            long id = insert(handle, publication, batch.target(), batch.position(), next++, part.draft(), "ready");
            if (part.channel() != null) {
                handle.createUpdate("""
                                update outbox_batch set state = 'sent', sender = :sender, channel = :channel,
                                    ack_id = :ack, attempt = :attempt
                                where batch_id = :id
                                """)
                        .bind("id", id)
                        .bind("sender", sender.id())
                        .bind("channel", part.channel())
                        .bind("ack", part.ackId())
                        .bind("attempt", batch.attempt())
                        .execute();
            }
            ids.add(id);
        }
        handle.execute("delete from outbox_batch where batch_id = ?", batch.id());
        return ids;
    }

    // Parking

    /** Notes that a target takes nothing before somebody changes something. */
    public void park(String target, OutboxRefusal refusal, String fix) {
        database.write(handle -> handle.createUpdate("""
                        insert into outbox_parked (target, parked_at, code, why, fix)
                        values (:target, :now, :code, :why, :fix)
                        on conflict (target) do update set code = excluded.code, why = excluded.why, fix = excluded.fix
                        """)
                .bind("target", target)
                .bind("now", clock.millis())
                .bind("code", refusal.code())
                .bind("why", refusal.reply())
                .bind("fix", fix)
                .execute());
    }

    /** Notes why a parked target still takes nothing; one that somebody wants to be tried again stays so. */
    public void stillParked(String target, OutboxRefusal refusal, String fix) {
        database.write(handle -> handle.createUpdate(
                        "update outbox_parked set code = :code, why = :why, fix = :fix where target = :target")
                .bind("target", target)
                .bind("code", refusal.code())
                .bind("why", refusal.reply())
                .bind("fix", fix)
                .execute());
    }

    /** Notes that a target takes batches again. */
    public void unpark(String target) {
        database.write(handle -> handle.execute("delete from outbox_parked where target = ?", target));
    }

    public boolean isParked(String target) {
        return database.read(handle -> handle.createQuery("select count(*) from outbox_parked where target = :target")
                        .bind("target", target)
                        .mapTo(Long.class)
                        .one()
                > 0);
    }

    /** Lets a target be tried at once: it is no longer parked, and nothing waits for its time. */
    public void retry(String target) {
        database.write(handle -> {
            handle.execute("delete from outbox_parked where target = ?", target);
            return handle.execute("update outbox_batch set due_at = 0 where target = ? and state = 'ready'", target);
        });
    }

    // Looking

    /** How many batches of a target have not arrived. */
    public long waiting(String target) {
        return database.read(handle ->
                handle.createQuery("""
                        select count(*) from outbox_batch b
                        where b.state <> 'acked' and b.target = :target
                        """).bind("target", target).mapTo(Long.class).one());
    }

    /** Bytes on the disk of all batches that have not arrived. */
    public long bytes() {
        return database.read(handle -> handle.createQuery(
                        "select coalesce(sum(packed_count), 0) from outbox_batch where state <> 'acked'")
                .mapTo(Long.class)
                .one());
    }

    /** How it stands with every target that the outbox knows, by name. */
    public List<OutboxStatus> status() {
        return database.read(handle -> {
            Map<String, Counts> targets = new TreeMap<>();
            handle.createQuery("""
                            select target, state, count(*) as batches, sum(event_count) as events,
                                sum(packed_count) as bytes, min(frozen_at) as oldest, max(reply) as reply
                            from outbox_batch group by target, state
                            """)
                    .map((row, context) -> targets.computeIfAbsent(row.getString("target"), Counts::new)
                            .add(row))
                    .list();
            handle.createQuery("select target, count(*) as letters from outbox_letter group by target")
                    .map((row, context) -> targets.computeIfAbsent(row.getString("target"), Counts::new)
                            .letters(row.getLong("letters")))
                    .list();
            handle.createQuery("select target, parked_at, why, fix from outbox_parked")
                    .map((row, context) -> targets.computeIfAbsent(row.getString("target"), Counts::new)
                            .parked(row))
                    .list();
            return targets.values().stream().map(Counts::status).collect(Collectors.toList());
        });
    }

    /** What became of the events of a run, by target and kind. */
    public List<OutboxTally> tally(RunId run) {
        return database.read(handle -> handle.createQuery("""
                        select target, kind, sum(events) as events, sum(indexed) as indexed, sum(accepted) as accepted,
                            sum(written) as written, sum(dead) as dead
                        from (
                            select b.target, b.kind, b.event_count as events,
                                case when b.state = 'acked' and b.proof = 'indexed' then b.event_count else 0 end as indexed,
                                case when b.state = 'acked' and b.proof = 'accepted' then b.event_count else 0 end as accepted,
                                case when b.state = 'acked' and b.proof = 'written' then b.event_count else 0 end as written,
                                0 as dead
                            from outbox_batch b join outbox_publication p on p.publication_id = b.publication_id
                            where p.run_id = :run
                            union all
                            select l.target, l.kind, 1, 0, 0, 0, 1
                            from outbox_letter l join outbox_publication p on p.publication_id = l.publication_id
                            where p.run_id = :run
                        ) each_one
                        group by target, kind order by target, kind
                        """)
                .bind("run", run.toString())
                .map((row, context) -> new OutboxTally(
                        row.getString("target"),
                        row.getString("kind"),
                        row.getLong("events"),
                        row.getLong("indexed"),
                        row.getLong("accepted"),
                        row.getLong("written"),
                        row.getLong("dead")))
                .list());
    }

    /** The batches of a run that a target has acknowledged, in the order of the run. */
    public List<OutboxReceipt> receipts(RunId run, String target) {
        return database.read(handle -> handle.createQuery("""
                        select b.position, b.part, b.kind, b.event_count, b.byte_count, b.digest, b.proof
                        from outbox_batch b join outbox_publication p on p.publication_id = b.publication_id
                        where p.run_id = :run and p.target = :target and b.state = 'acked'
                        order by b.position, b.part
                        """)
                .bind("run", run.toString())
                .bind("target", target)
                .map((row, context) -> new OutboxReceipt(
                        row.getInt("position"),
                        row.getInt("part"),
                        row.getString("kind"),
                        row.getInt("event_count"),
                        row.getLong("byte_count"),
                        HexFormat.of().formatHex(row.getBytes("digest")),
                        String.valueOf(row.getString("proof"))))
                .list());
    }

    // Dead letters

    /** The dead letters of all targets, oldest first; the consumer may use the outbox. */
    public void letters(Consumer<OutboxLetter> letters) {
        List<OutboxLetter> page = letters(0);
        while (!page.isEmpty()) {
            page.forEach(letters);
            page = letters(page.get(page.size() - 1).id());
        }
    }

    /** The number of the newest dead letter; 0 if there is none. Later ones have greater numbers. */
    public long newestLetter() {
        return database.read(handle -> handle.createQuery("select coalesce(max(letter_id), 0) from outbox_letter")
                .mapTo(Long.class)
                .one());
    }

    private List<OutboxLetter> letters(long after) {
        return database.read(handle -> handle.createQuery("""
                        select l.letter_id, p.run_id, l.target, l.kind, l.code, l.reply, l.event, l.died_at
                        from outbox_letter l join outbox_publication p on p.publication_id = l.publication_id
                        where l.letter_id > :after order by l.letter_id limit 100
                        """)
                .bind("after", after)
                .map((row, context) -> new OutboxLetter(
                        row.getLong("letter_id"),
                        RunId.of(row.getString("run_id")),
                        row.getString("target"),
                        row.getString("kind"),
                        row.getInt("code"),
                        row.getString("reply"),
                        row.getBytes("event"),
                        Instant.ofEpochMilli(row.getLong("died_at"))))
                .list());
    }

    /** Turns a dead letter into a batch of its own again. The answer is false when it is not there any more. */
    public boolean redrive(OutboxLetter letter, OutboxDraft draft) {
        return database.writeDurably(handle -> {
            Optional<Long> publication = handle.createQuery(
                            "select publication_id from outbox_letter where letter_id = :id")
                    .bind("id", letter.id())
                    .mapTo(Long.class)
                    .findOne();
            if (publication.isEmpty()) {
                return false;
            }
            // Below 0, where no batch of the run itself is: its publication may not be complete yet.
            int position = handle.createQuery("""
                            select case when min(position) < 0 then min(position) - 1 else -1 end from outbox_batch
                            where publication_id = :publication
                            """)
                    .bind("publication", publication.get())
                    .mapTo(Integer.class)
                    .one();
            insert(handle, publication.get(), letter.target(), position, 0, draft, "ready");
            handle.execute("delete from outbox_letter where letter_id = ?", letter.id());
            return true;
        });
    }

    // Forgetting

    /** Forgets a target with everything that waits for it, its dead letters and its account; the answer is how many events. */
    public long discard(String target) {
        return database.writeDurably(handle -> {
            long waiting = handle.createQuery("""
                            select coalesce(sum(event_count), 0) from outbox_batch
                            where target = :target and state <> 'acked'
                            """)
                    .bind("target", target)
                    .mapTo(Long.class)
                    .one();
            handle.execute("""
                    delete from outbox_payload where batch_id in (select batch_id from outbox_batch where target = ?)
                    """, target);
            handle.execute("delete from outbox_batch where target = ?", target);
            handle.execute("delete from outbox_letter where target = ?", target);
            handle.execute("delete from outbox_publication where target = ?", target);
            handle.execute("delete from outbox_parked where target = ?", target);
            return waiting;
        });
    }

    /** Forgets publications that began before a time and have arrived as a whole, with their dead letters. */
    void prune(Instant before) {
        List<Long> done = database.read(handle -> handle.createQuery("""
                        select p.publication_id from outbox_publication p
                        where p.began_at < :before and p.complete = 1 and not exists (
                            select 1 from outbox_batch b
                            where b.publication_id = p.publication_id and b.state <> 'acked')
                        """)
                .bind("before", before.toEpochMilli())
                .mapTo(Long.class)
                .list());
        for (long publication : done) {
            database.write(handle -> {
                handle.execute("delete from outbox_letter where publication_id = ?", publication);
                handle.execute("delete from outbox_batch where publication_id = ?", publication);
                return handle.execute("delete from outbox_publication where publication_id = ?", publication);
            });
        }
    }

    /** The bytes of a batch beside the digest that they must have. */
    private static final class Frozen {
        private final byte[] packed;
        private final byte[] digest;

        private Frozen(byte[] packed, byte[] digest) {
            this.packed = packed;
            this.digest = digest;
        }

        private byte[] checked(String database, OutboxBatch batch) {
            if (MessageDigest.isEqual(sha256(packed), digest)) {
                return packed;
            }
            throw ProblemException.couldNotRun(
                    "Batch " + batch.id() + " of target '" + batch.target() + "' is not what was put into the outbox.",
                    "Its bytes in the " + database + " were damaged.",
                    "put the database back from a backup; run " + batch.run() + " has to be delivered again");
        }
    }

    /** Sums up the status of one target. */
    private static final class Counts {
        private final String target;
        private long waiting;
        private long sent;
        private long waitingEvents;
        private long waitingBytes;
        private @Nullable Instant oldest;
        private long delivered;
        private long letters;
        private @Nullable Instant parked;
        private String why = "";
        private String fix = "";
        private String reply = "";

        private Counts(String target) {
            this.target = target;
        }

        private Counts add(ResultSet row) throws SQLException {
            String state = row.getString("state");
            if (state.equals("acked")) {
                delivered = row.getLong("events");
                return this;
            }
            waiting += row.getLong("batches");
            sent += state.equals("sent") ? row.getLong("batches") : 0;
            waitingEvents += row.getLong("events");
            waitingBytes += row.getLong("bytes");
            Instant frozen = Instant.ofEpochMilli(row.getLong("oldest"));
            oldest = oldest == null || frozen.isBefore(oldest) ? frozen : oldest;
            String said = row.getString("reply");
            reply = said == null ? reply : said;
            return this;
        }

        private Counts letters(long number) {
            letters = number;
            return this;
        }

        private Counts parked(ResultSet row) throws SQLException {
            parked = Instant.ofEpochMilli(row.getLong("parked_at"));
            why = row.getString("why");
            fix = row.getString("fix");
            return this;
        }

        private OutboxStatus status() {
            return new OutboxStatus(
                    target,
                    waiting,
                    sent,
                    waitingEvents,
                    waitingBytes,
                    oldest,
                    delivered,
                    letters,
                    parked,
                    why,
                    fix,
                    reply);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
