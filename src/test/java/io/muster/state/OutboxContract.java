package io.muster.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.muster.SettableClock;
import io.muster.finding.RunId;
import io.muster.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the outbox promises over every database. */
abstract class OutboxContract {

    private static final Instant MONDAY = Instant.parse("2026-03-02T05:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final OutboxRefusal BUSY = new OutboxRefusal(9, "HTTP 503, code 9: Server is busy");

    private final SettableClock clock = new SettableClock(MONDAY);
    private final RunId run = StateContract.runId(1);
    private State state;
    private Outbox outbox;
    private OutboxSender sender;

    /** A database without anything in it. */
    abstract StateConfig emptyDatabase() throws Exception;

    @BeforeEach
    void open() throws Exception {
        state = State.open(emptyDatabase(), clock);
        outbox = state.outbox();
        sender = outbox.enlist(PATIENCE);
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void batches_are_claimed_in_their_order_and_by_one_sender_only() {
        freeze("splunk", 5);

        List<OutboxBatch> first = outbox.claim(sender, "splunk", 2);
        List<OutboxBatch> second = outbox.claim(outbox.enlist(PATIENCE), "splunk", 9);

        assertThat(first).extracting(OutboxBatch::position).containsExactly(0, 1);
        assertThat(second).extracting(OutboxBatch::position).containsExactly(2, 3, 4);
        assertThat(outbox.claim(sender, "splunk", 9)).isEmpty();
        assertThat(outbox.claim(sender, "other", 9)).isEmpty();
        assertThat(first.get(0).attempt()).isEqualTo(1);
        assertThat(first.get(0).run()).isEqualTo(run);
        assertThat(payload(first.get(0))).isEqualTo("batch 0");
    }

    @Test
    void the_bytes_go_when_the_batch_arrived_and_the_account_stays() {
        freeze("splunk", 3);
        List<OutboxBatch> batches = outbox.claim(sender, "splunk", 2);
        outbox.sent(sender, batches.get(0), "channel", 7);

        outbox.acked(List.of(batches.get(0).id()), "indexed");
        outbox.acked(List.of(batches.get(1).id()), "accepted");

        assertThat(outbox.payload(batches.get(0))).isEmpty();
        assertThat(outbox.waiting("splunk")).isEqualTo(1);
        assertThat(outbox.bytes()).isEqualTo("batch 2".length());
        assertThat(outbox.tally(run)).containsExactly(new OutboxTally("splunk", "finding", 30, 10, 10, 0, 0));
    }

    @Test
    void the_last_batch_waits_until_everything_else_of_its_publication_arrived() {
        OutboxPublication publication = freeze("splunk", 2);
        outbox.freeze(List.of(publication), 2, draft("last", true));
        outbox.complete(publication);
        List<OutboxBatch> batches = outbox.claim(sender, "splunk", 9);

        assertThat(batches).hasSize(2);
        outbox.acked(List.of(batches.get(0).id()), "indexed");
        assertThat(outbox.claim(sender, "splunk", 9)).isEmpty();
        outbox.acked(List.of(batches.get(1).id()), "indexed");

        assertThat(outbox.claim(sender, "splunk", 9)).hasSize(1).allMatch(OutboxBatch::last);
    }

    @Test
    void a_batch_that_was_given_back_waits_for_its_time() {
        freeze("splunk", 1);
        OutboxBatch batch = outbox.claim(sender, "splunk", 1).get(0);

        outbox.giveBack(sender, batch.id(), Duration.ofSeconds(30), BUSY);

        assertThat(outbox.claim(sender, "splunk", 1)).isEmpty();
        assertThat(status().lastReply()).isEqualTo(BUSY.reply());
        clock.tick(Duration.ofSeconds(31));
        assertThat(outbox.claim(sender, "splunk", 1))
                .extracting(OutboxBatch::attempt)
                .containsExactly(2);
    }

    @Test
    void retry_lets_everything_be_tried_at_once() {
        freeze("splunk", 1);
        outbox.giveBack(sender, outbox.claim(sender, "splunk", 1).get(0).id(), Duration.ofHours(1), BUSY);
        outbox.park("splunk", new OutboxRefusal(4, "Invalid token"), "check the token");

        outbox.retry("splunk");

        assertThat(outbox.isParked("splunk")).isFalse();
        assertThat(outbox.claim(sender, "splunk", 1)).hasSize(1);
    }

    @Test
    void what_a_dead_sender_held_is_given_back_and_what_arrived_is_not() {
        freeze("splunk", 3);
        List<OutboxBatch> held = outbox.claim(sender, "splunk", 3);
        outbox.sent(sender, held.get(0), "channel", 0);
        outbox.acked(List.of(held.get(2).id()), "indexed");

        assertThat(outbox.recover()).isZero();
        clock.tick(PATIENCE.plusSeconds(1));
        assertThat(outbox.recover()).isEqualTo(2);

        OutboxSender next = outbox.enlist(PATIENCE);
        assertThat(outbox.claim(next, "splunk", 9))
                .extracting(OutboxBatch::position)
                .containsExactly(0, 1);
    }

    @Test
    void a_sender_that_was_taken_for_dead_can_go_on_and_die_later() {
        freeze("splunk", 2);
        outbox.claim(sender, "splunk", 1);
        clock.tick(PATIENCE.plusSeconds(1));
        assertThat(outbox.recover()).isEqualTo(1);

        assertThat(outbox.claim(sender, "splunk", 2)).hasSize(2);
        assertThat(outbox.recover()).isZero();
        clock.tick(PATIENCE.plusSeconds(1));

        assertThat(outbox.recover()).isEqualTo(2);
    }

    @Test
    void what_a_sender_took_that_is_on_no_list_is_given_back_too() {
        freeze("splunk", 1);
        outbox.claim(sender, "splunk", 1);
        execute("delete from outbox_sender");

        assertThat(outbox.recover()).isEqualTo(1);
    }

    @Test
    void a_sender_that_says_that_it_lives_keeps_what_it_holds() {
        freeze("splunk", 1);
        outbox.claim(sender, "splunk", 1);

        clock.tick(Duration.ofSeconds(6));
        outbox.beat(sender);
        clock.tick(Duration.ofSeconds(6));

        assertThat(outbox.recover()).isZero();
    }

    @Test
    void a_sender_that_was_taken_for_dead_changes_nothing_any_more_but_its_word_that_a_batch_arrived_counts() {
        freeze("splunk", 2);
        List<OutboxBatch> old = outbox.claim(sender, "splunk", 2);
        clock.tick(PATIENCE.plusSeconds(1));
        outbox.recover();
        OutboxSender next = outbox.enlist(PATIENCE);
        outbox.claim(next, "splunk", 2);

        outbox.giveBack(sender, old.get(0).id(), Duration.ZERO, BUSY);
        outbox.sent(sender, old.get(0), "channel", 3);
        assertThat(outbox.takeApart(sender, old.get(0), List.of(), List.of(), BUSY))
                .isEmpty();
        outbox.acked(List.of(old.get(1).id()), "indexed");

        assertThat(outbox.claim(next, "splunk", 2)).isEmpty();
        assertThat(status().sent()).isZero();
        assertThat(outbox.waiting("splunk")).isEqualTo(1);
    }

    @Test
    void a_batch_is_taken_apart_into_what_was_taken_what_is_dead_and_what_must_be_sent() {
        freeze("splunk", 1);
        OutboxBatch batch = outbox.claim(sender, "splunk", 1).get(0);

        List<Long> parts = outbox.takeApart(
                sender,
                batch,
                List.of(
                        new OutboxPart(new OutboxDraft("finding", false, 4, 4, bytes("0123")), "channel", 5),
                        OutboxPart.toSend(new OutboxDraft("finding", false, 5, 5, bytes("56789")))),
                List.of(bytes("4")),
                new OutboxRefusal(12, "Event field is required"));

        assertThat(parts).hasSize(2);
        assertThat(outbox.payload(batch)).isEmpty();
        assertThat(status().sent()).isEqualTo(1);
        List<OutboxBatch> rest = outbox.claim(sender, "splunk", 9);
        assertThat(rest).hasSize(1);
        assertThat(payload(rest.get(0))).isEqualTo("56789");
        outbox.acked(parts, "indexed");
        assertThat(outbox.tally(run)).containsExactly(new OutboxTally("splunk", "finding", 10, 9, 0, 0, 1));
        assertThat(letters()).hasSize(1);
        assertThat(letters().get(0).text()).isEqualTo("4");
        assertThat(letters().get(0).code()).isEqualTo(12);
        assertThat(letters().get(0).run()).isEqualTo(run);
    }

    @Test
    void a_batch_of_nothing_but_dead_letters_is_done() {
        freeze("splunk", 1);
        OutboxBatch batch = outbox.claim(sender, "splunk", 1).get(0);

        outbox.takeApart(sender, batch, List.of(), List.of(bytes("x")), BUSY);

        assertThat(outbox.waiting("splunk")).isZero();
        assertThat(outbox.tally(run)).containsExactly(new OutboxTally("splunk", "finding", 1, 0, 0, 0, 1));
    }

    @Test
    void a_dead_letter_can_be_sent_again_and_leaves_room_for_batches_that_are_still_to_come() {
        freeze("splunk", 1);
        OutboxBatch batch = outbox.claim(sender, "splunk", 1).get(0);
        outbox.takeApart(sender, batch, List.of(), List.of(bytes("x"), bytes("y")), BUSY);

        for (OutboxLetter letter : letters()) {
            assertThat(outbox.redrive(letter, new OutboxDraft(letter.kind(), false, 1, 1, letter.event())))
                    .isTrue();
            assertThat(outbox.redrive(letter, new OutboxDraft(letter.kind(), false, 1, 1, letter.event())))
                    .isFalse();
        }

        assertThat(letters()).isEmpty();
        assertThat(outbox.begin(run, "splunk", "plan").frozen()).isEqualTo(1);
        assertThat(outbox.claim(sender, "splunk", 9).stream().map(this::payload))
                .containsExactly("x", "y");
    }

    @Test
    void a_publication_that_was_interrupted_goes_on_where_it_was_and_with_its_first_plan() {
        freeze("splunk", 3);

        OutboxPublication again = outbox.begin(run, "splunk", "another plan");

        assertThat(again.frozen()).isEqualTo(3);
        assertThat(again.plan()).isEqualTo("plan");
        assertThat(again.complete()).isFalse();
        outbox.complete(again);
        assertThat(outbox.begin(run, "splunk", "plan").complete()).isTrue();
        assertThat(outbox.begin(run, "other", "plan").frozen()).isZero();
    }

    @Test
    void status_says_how_much_waits_since_when_and_why() {
        freeze("splunk", 2);
        clock.tick(Duration.ofMinutes(5));
        freeze("files", 1);
        outbox.park("splunk", new OutboxRefusal(4, "HTTP 403, code 4: Invalid token"), "check the token");
        OutboxBatch batch = outbox.claim(sender, "splunk", 1).get(0);
        outbox.sent(sender, batch, "channel", 0);

        List<OutboxStatus> all = outbox.status();

        assertThat(all)
                .containsExactly(
                        new OutboxStatus("files", 1, 0, 10, 7, MONDAY.plusSeconds(300), 0, 0, null, "", "", ""),
                        new OutboxStatus(
                                "splunk",
                                2,
                                1,
                                20,
                                14,
                                MONDAY,
                                0,
                                0,
                                MONDAY.plusSeconds(300),
                                "HTTP 403, code 4: Invalid token",
                                "check the token",
                                ""));
        assertThat(outbox.isParked("splunk")).isTrue();
        outbox.unpark("splunk");
        assertThat(outbox.isParked("splunk")).isFalse();
    }

    @Test
    void damaged_bytes_are_not_sent() {
        freeze("splunk", 1);
        OutboxBatch batch = outbox.claim(sender, "splunk", 1).get(0);
        damage();

        assertThatThrownBy(() -> outbox.payload(batch))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("is not what was put into the outbox");
    }

    private void damage() {
        execute("update outbox_payload set packed = packed || packed");
    }

    private void execute(String sql) {
        try (Connection connection = state.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void many_senders_at_once_never_hold_the_same_batch() throws Exception {
        freeze("splunk", 60);
        List<Integer> claimed = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            OutboxSender each = outbox.enlist(PATIENCE);
            Callable<Integer> claim = () -> {
                int rounds = 0;
                for (List<OutboxBatch> got = outbox.claim(each, "splunk", 3);
                        !got.isEmpty();
                        got = outbox.claim(each, "splunk", 3)) {
                    got.forEach(batch -> claimed.add(batch.position()));
                    outbox.acked(got.stream().map(OutboxBatch::id).collect(Collectors.toList()), "indexed");
                    rounds++;
                }
                return rounds;
            };
            work.add(threads.submit(claim));
        }
        for (Future<Integer> each : work) {
            each.get();
        }
        threads.shutdown();

        Set<Integer> distinct = new TreeSet<>(claimed);
        assertThat(claimed).hasSize(60);
        assertThat(distinct).hasSize(60);
    }

    @Test
    void a_target_that_is_no_more_can_be_forgotten_with_all_that_waits_for_it() {
        freeze("splunk", 2);
        freeze("files", 1);
        outbox.park("splunk", BUSY, "fix");

        assertThat(outbox.discard("splunk")).isEqualTo(20);

        assertThat(outbox.status()).extracting(OutboxStatus::target).containsExactly("files");
        assertThat(outbox.begin(run, "splunk", "plan").frozen()).isZero();
    }

    @Test
    void unfinished_publications_are_known() {
        outbox.complete(freeze("splunk", 1));
        freeze("files", 2);

        assertThat(outbox.unfinished())
                .extracting(OutboxPublication::target, OutboxPublication::frozen)
                .containsExactly(tuple("files", 2));
    }

    @Test
    void pruning_forgets_what_arrived_and_keeps_what_waits() {
        OutboxPublication old = freeze("splunk", 1);
        outbox.complete(old);
        outbox.acked(
                outbox.claim(sender, "splunk", 9).stream().map(OutboxBatch::id).collect(Collectors.toList()),
                "indexed");
        outbox.complete(freeze("files", 1));

        outbox.prune(MONDAY.plusSeconds(1));

        assertThat(outbox.status()).extracting(OutboxStatus::target).containsExactly("files");
    }

    private OutboxPublication freeze(String target, int batches) {
        OutboxPublication publication = outbox.begin(run, target, "plan");
        for (int i = 0; i < batches; i++) {
            outbox.freeze(List.of(publication), i, draft("batch " + i, false));
        }
        return publication;
    }

    private static OutboxDraft draft(String text, boolean last) {
        return new OutboxDraft("finding", last, 10, 100, bytes(text));
    }

    private OutboxStatus status() {
        return outbox.status().get(0);
    }

    private List<OutboxLetter> letters() {
        List<OutboxLetter> letters = new ArrayList<>();
        outbox.letters(letters::add);
        return letters;
    }

    private String payload(OutboxBatch batch) {
        return new String(outbox.payload(batch).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
