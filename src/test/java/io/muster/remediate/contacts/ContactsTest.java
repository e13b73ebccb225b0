package io.muster.remediate.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.muster.finding.AccountId;
import io.muster.finding.Reason;
import io.muster.problem.Problem;
import io.muster.problem.ProblemException;
import io.muster.problem.Problems;
import io.muster.remediate.aws.AwsAccess;
import io.muster.remediate.aws.AwsSettings;
import io.muster.remediate.contacts.FakeAws.Fault;
import io.muster.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plan, apply, verify and rollback against an AWS that refuses what AWS refuses, in a time that does not pass. */
final class ContactsTest {

    private static final String WANTED = """
            contacts:
              - for: organization
                security: {name: Security Operations, title: SOC, email: aws-security@example.com, phone: "+1 555 0100"}
              - ou: /Sandbox
                billing: absent
            """;
    private static final String ONE = FakeAws.member(1);
    private static final String TWO = FakeAws.member(2);
    private static final String THREE = FakeAws.member(3);

    private final VirtualTime time = new VirtualTime();
    private final FakeAws fake = new FakeAws(3);
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path folder;

    private AwsAccess access = access(Duration.ofSeconds(20));
    private Contacts contacts = new Contacts(access, time, time, () -> 0.5);

    private AwsAccess access(Duration timeout) {
        return new AwsAccess(new AwsSettings("eu-west-1", fake.url(), "a", new Secret("b"), timeout), time);
    }

    @AfterEach
    void close() {
        access.close();
        fake.close();
    }

    private final ContactsProgress progress = new ContactsProgress() {
        @Override
        public void step(String what) {}

        @Override
        public void accounts(int done, int all, Duration left) {}

        @Override
        public void warning(Problem problem) {
            warnings.add(problem.what());
        }
    };

    /** A new process: nothing is known of the calls before. */
    private void anew() {
        contacts = new Contacts(access, time, time, () -> 0.5);
    }

    private static WantedContacts wanted(String yaml) {
        Problems problems = new Problems();
        WantedContacts wanted = WantedContacts.parse(yaml, "contacts.yaml", problems);
        assertThat(problems.errors()).isEmpty();
        return wanted;
    }

    private Plan plan() throws InterruptedException {
        return contacts.plan(wanted(WANTED), Scope.all(), progress);
    }

    private static String lines(Plan plan) {
        return plan.lines().stream()
                .map(line -> line.account() + " " + line.type().word() + " "
                        + line.action().word())
                .collect(Collectors.joining("\n"));
    }

    private static String results(Applied applied) {
        return applied.lines().stream()
                .map(line -> line.account() + " " + line.type().word() + " "
                        + line.result().word())
                .collect(Collectors.joining("\n"));
    }

    private static String why(Applied applied, String account) {
        return applied.lines().stream()
                .filter(line -> line.account().value().equals(account))
                .map(Applied.Line::why)
                .collect(Collectors.joining("\n"));
    }

    private Path saved() throws InterruptedException {
        Path file = folder.resolve("plan.json");
        contacts.save(plan(), file);
        fake.calls.clear();
        return file;
    }

    private Applied apply(Path plan) throws InterruptedException {
        return contacts.apply(Contacts.open(plan), progress);
    }

    private Applied rollback(Path plan, boolean force, String... accounts) throws InterruptedException {
        return contacts.apply(
                Contacts.openRollback(
                        Contacts.journalOf(plan),
                        List.of(accounts).stream().map(AccountId::new).toList(),
                        force),
                progress);
    }

    private void world() {
        fake.put(ONE, "SECURITY", "Alice", "CISO", "alice@example.com", "+1 555 0199");
        fake.put(TWO, "SECURITY", "Security Operations", "SOC", " AWS-Security@example.com", "+1 555 0100");
        fake.put(TWO, "BILLING", "Bob", "Intern", "bob@example.com", "+1 555 0111");
        fake.put(ONE, "BILLING", "Eve", "Clerk", "eve@example.com", "+1 555 0112");
        fake.state(THREE, "PENDING_CLOSURE");
    }

    @Test
    void a_plan_says_account_by_account_what_would_change_and_changes_nothing() throws Exception {
        world();

        Plan plan = plan();

        assertThat(lines(plan)).isEqualTo("""
                100000000000 security create
                200000000001 security change
                200000000002 security unchanged
                200000000002 billing remove
                200000000003 security skipped""");
        assertThat(plan.lines().get(4).why()).isEqualTo("the account is PENDING_CLOSURE");
        assertThat(plan.identity()).isEqualTo("management account 100000000000 of o-musterfake");
        assertThat(fake.writes()).isEmpty();
    }

    @Test
    void a_plan_reads_only_what_is_asked_for() throws Exception {
        world();

        Plan billing = contacts.plan(
                wanted(WANTED), new Scope(Set.of(ContactType.BILLING), List.of("Sandbox"), List.of()), progress);
        Plan one = contacts.plan(wanted(WANTED), new Scope(Set.of(), List.of(), List.of(new AccountId(ONE))), progress);

        assertThat(lines(billing)).isEqualTo("200000000002 billing remove");
        assertThat(lines(one)).isEqualTo("200000000001 security change");
        assertThat(fake.count("getAlternateContact")).isEqualTo(2);
        assertThatThrownBy(() ->
                        contacts.plan(wanted(WANTED), new Scope(Set.of(), List.of("/Sandbux"), List.of()), progress))
                .hasMessageContaining("There is no organizational unit '/Sandbux'")
                .hasMessageContaining("Did you mean '/Sandbox'?");
    }

    @Test
    void people_see_as_much_of_a_contact_as_tells_one_from_another_unless_they_ask() throws Exception {
        world();

        PlanLine line = plan().lines().get(1);

        assertThat(new ContactText(false).of(line))
                .isEqualTo("name A… → S…, title C… → S…, email a…@example.com → a…@example.com, phone …99 → …00");
        assertThat(new ContactText(true).of(line))
                .isEqualTo("name Alice → Security Operations, title CISO → SOC,"
                        + " email alice@example.com → aws-security@example.com, phone +1 555 0199 → +1 555 0100");
    }

    @Test
    void everything_that_is_missing_is_named_with_the_command_that_fixes_it() {
        fake.trusted = false;
        fake.allFeatures = false;

        assertThatThrownBy(this::plan)
                .hasMessageContaining("has consolidated billing only, not all features.")
                .hasMessageContaining("as the management account 100000000000: aws organizations enable-all-features")
                .hasMessageContaining("does not trust account.amazonaws.com.")
                .hasMessageContaining(
                        "aws organizations enable-aws-service-access --service-principal account.amazonaws.com");
        assertThat(fake.count("getAlternateContact")).isZero();
    }

    @Test
    void a_member_that_is_no_delegated_administrator_is_told_how_to_become_one() {
        fake.caller = ONE;

        assertThatThrownBy(this::plan)
                .hasMessageContaining("The account 200000000001 is neither the management account nor a delegated"
                        + " administrator of account.amazonaws.com.")
                .hasMessageContaining("aws organizations register-delegated-administrator --account-id 200000000001"
                        + " --service-principal account.amazonaws.com");
    }

    @Test
    void a_delegated_administrator_reaches_its_members_and_says_what_it_can_not_reach() throws Exception {
        world();
        fake.caller = ONE;
        fake.delegated = ONE;

        Plan plan = plan();

        assertThat(plan.identity()).isEqualTo("delegated administrator 200000000001 of o-musterfake");
        assertThat(lines(plan)).isEqualTo("""
                100000000000 security cannot-read
                200000000001 security change
                200000000002 security unchanged
                200000000002 billing remove
                200000000003 security skipped""");
        assertThat(plan.lines().get(0).why())
                .startsWith("a delegated administrator does not reach the management account; run it there with"
                        + " --account 100000000000");
        assertThat(plan.lines().get(0).reason()).isEqualTo(Reason.DENIED);
    }

    @Test
    void an_account_without_an_organization_manages_its_own_contacts() throws Exception {
        fake.organized = false;
        fake.caller = ONE;
        String yaml = "contacts: [{for: organization, security: absent}]";
        fake.put(ONE, "SECURITY", "Alice", "CISO", "alice@example.com", "+1 555 0199");
        Path file = folder.resolve("plan.json");

        contacts.save(contacts.plan(wanted(yaml), Scope.all(), progress), file);

        assertThat(results(apply(file))).isEqualTo("200000000001 security done");
        assertThat(fake.email(ONE, "SECURITY")).isEqualTo("none");
    }

    @Test
    void a_plan_is_applied_to_the_letter_read_back_and_rolled_back() throws Exception {
        world();
        Path file = saved();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        Applied applied = apply(file);

        assertThat(results(applied)).isEqualTo("""
                100000000000 security done
                200000000001 security done
                200000000002 billing done""");
        assertThat(applied.isComplete()).isTrue();
        assertThat(fake.email(ONE, "SECURITY")).isEqualTo("aws-security@example.com");
        assertThat(fake.email(FakeAws.MANAGEMENT, "SECURITY")).isEqualTo("aws-security@example.com");
        assertThat(fake.email(TWO, "BILLING")).isEqualTo("none");
        assertThat(fake.email(ONE, "BILLING")).isEqualTo("eve@example.com");
        assertThat(fake.writes()).hasSize(3);
        assertThat(contacts.verify(wanted(WANTED), Scope.all(), progress).changes())
                .isEmpty();
        Path journal = Contacts.journalOf(file);
        assertThat(journal).hasFileName("plan.json.journal");
        assertThat(Files.getPosixFilePermissions(journal)).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        Applied back = rollback(file, false);

        assertThat(results(back)).isEqualTo("""
                200000000002 billing done
                200000000001 security done
                100000000000 security done""");
        assertThat(fake.email(ONE, "SECURITY")).isEqualTo("alice@example.com");
        assertThat(fake.email(FakeAws.MANAGEMENT, "SECURITY")).isEqualTo("none");
        assertThat(fake.email(TWO, "BILLING")).isEqualTo("bob@example.com");
        assertThat(journal.resolveSibling("plan.json.journal.rollback")).exists();
        assertThat(results(apply(file)))
                .as("what was rolled back is not applied again by the old plan")
                .isEqualTo("""
                        100000000000 security refused
                        200000000001 security refused
                        200000000002 billing refused""");
    }

    @Test
    void at_most_one_write_and_three_reads_a_second() throws Exception {
        world();
        Path file = saved();
        Instant started = time.instant();

        apply(file);

        assertThat(Duration.between(started, time.instant())).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
    }

    @Test
    void a_contact_that_moved_since_the_plan_is_refused_and_the_others_go_on() throws Exception {
        world();
        Path file = saved();
        fake.put(ONE, "SECURITY", "Mallory", "CISO", "mallory@example.com", "+1 555 0666");

        Applied applied = apply(file);

        assertThat(results(applied)).isEqualTo("""
                100000000000 security done
                200000000001 security refused
                200000000002 billing done""");
        assertThat(why(applied, ONE)).isEqualTo("somebody has changed it since");
        assertThat(fake.email(ONE, "SECURITY")).isEqualTo("mallory@example.com");
        assertThat(applied.isComplete()).isFalse();
    }

    @Test
    void an_account_that_left_the_organization_since_the_plan_costs_only_itself() throws Exception {
        world();
        Path file = saved();
        fake.accounts.remove(ONE);

        Applied applied = apply(file);

        assertThat(results(applied)).contains(ONE + " security refused").contains(TWO + " billing done");
        assertThat(why(applied, ONE)).isEqualTo("the account has left the organization since the plan was made");
    }

    @Test
    void a_rollback_restores_one_account_and_refuses_what_somebody_changed_unless_forced() throws Exception {
        world();
        Path file = saved();
        apply(file);

        assertThat(results(rollback(file, false, TWO))).isEqualTo(TWO + " billing done");
        fake.put(ONE, "SECURITY", "Mallory", "CISO", "mallory@example.com", "+1 555 0666");
        Applied refused = rollback(file, false, ONE);
        Applied forced = rollback(file, true, ONE);

        assertThat(results(refused)).isEqualTo(ONE + " security refused");
        assertThat(results(forced)).isEqualTo(ONE + " security done");
        assertThat(fake.email(ONE, "SECURITY")).isEqualTo("alice@example.com");
        assertThatThrownBy(() -> rollback(file, false, THREE))
                .hasMessageContaining("says nothing of the account " + THREE);
    }

    @Test
    void a_plan_that_was_edited_is_not_applied() throws Exception {
        world();
        Path file = saved();
        Files.writeString(file, Files.readString(file).replace("aws-security@", "aws-insecurity@"));

        ProblemException edited = catchThrowableOfType(ProblemException.class, () -> apply(file));

        assertThat(edited.kind()).isEqualTo(ProblemException.Kind.USAGE);
        assertThat(edited)
                .hasMessageContaining("It was changed after it was made: its digest does not fit.")
                .hasMessageContaining("Try: make a new one: muster contacts plan");
        assertThat(fake.calls).isEmpty();
    }

    @Test
    void a_plan_that_was_cut_off_or_is_something_else_is_not_applied() throws Exception {
        world();
        Path file = saved();
        Files.writeString(file, Files.readString(file).substring(0, 300));
        assertThatThrownBy(() -> apply(file)).hasMessageContaining("It is no JSON");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> apply(file)).hasMessageContaining("It is not a plan of Muster.");
        assertThatThrownBy(() -> apply(folder.resolve("none.json"))).hasMessageContaining("does not exist");
    }

    @Test
    void a_plan_of_another_organization_or_of_another_caller_is_not_applied() throws Exception {
        world();
        Path file = saved();
        fake.organization = "o-otherother";

        assertThatThrownBy(() -> apply(file))
                .hasMessageContaining("The plan is for the organization o-musterfake, and these credentials are for"
                        + " the organization o-otherother.");

        fake.organization = FakeAws.ORGANIZATION;
        fake.caller = TWO;
        fake.delegated = TWO;
        assertThatThrownBy(() -> apply(file))
                .hasMessageContaining(
                        "The plan was made as the account 100000000000, and these credentials are of " + TWO);
        assertThat(fake.writes()).isEmpty();
    }

    @Test
    void two_applies_of_one_plan_do_not_write_at_once() throws Exception {
        world();
        Path file = saved();
        List<String> second = new ArrayList<>();
        fake.afterWrite = () -> {
            fake.afterWrite = () -> {};
            try {
                apply(file);
            } catch (ProblemException | InterruptedException e) {
                second.add(String.valueOf(e.getMessage()));
            }
        };

        Applied first = apply(file);

        assertThat(first.isComplete()).isTrue();
        assertThat(second).hasSize(1);
        assertThat(second.get(0)).contains("plan.json.journal' is in use.");
        assertThat(fake.writes()).hasSize(3);
    }

    @Test
    void expired_credentials_in_the_middle_end_the_apply_and_new_ones_go_on() throws Exception {
        world();
        Path file = saved();
        AtomicInteger puts = new AtomicInteger();
        fake.faults = call ->
                call.operation().equals("putAlternateContact") && puts.incrementAndGet() >= 2 ? Fault.EXPIRED : null;

        Applied applied = apply(file);

        assertThat(results(applied)).isEqualTo("""
                100000000000 security done
                200000000001 security failed
                200000000002 billing not tried""");
        assertThat(applied.stopped()).isEqualTo("AWS does not take the credentials any more");
        fake.faults = call -> null;
        anew();
        assertThat(results(apply(file))).isEqualTo("""
                100000000000 security already
                200000000001 security done
                200000000002 billing done""");
        assertThat(fake.writes().stream().filter(call -> call.account().equals(FakeAws.MANAGEMENT)))
                .hasSize(1);
    }

    @Test
    void expired_credentials_in_the_middle_of_a_plan_leave_the_rest_unread() throws Exception {
        world();
        fake.faults = call -> call.operation().equals("getAlternateContact") ? Fault.EXPIRED : null;

        Plan plan = plan();

        assertThat(plan.counts()).containsEntry(Action.CANNOT_READ, 4).containsEntry(Action.SKIPPED, 1);
        assertThat(plan.lines().get(0).reason()).isEqualTo(Reason.DENIED);
        assertThat(plan.lines().get(0).why()).contains("expired");
        assertThat(fake.count("getAlternateContact")).isLessThanOrEqualTo(4);
    }

    @Test
    void throttling_for_a_minute_is_waited_out() throws Exception {
        world();
        Path file = saved();
        Instant until = time.instant().plusSeconds(60);
        fake.faults = call ->
                call.operation().endsWith("AlternateContact") && time.instant().isBefore(until)
                        ? Fault.THROTTLED
                        : null;

        Applied applied = apply(file);

        assertThat(applied.isComplete()).isTrue();
        assertThat(time.instant()).isAfter(until).isBefore(until.plusSeconds(40));
        assertThat(fake.count("getAlternateContact")).isLessThan(20);
    }

    @Test
    void throttling_without_an_end_is_given_up_and_said() throws Exception {
        world();
        fake.faults = call -> call.operation().endsWith("AlternateContact") ? Fault.THROTTLED : null;
        Instant started = time.instant();

        Plan plan = plan();

        assertThat(plan.counts()).containsEntry(Action.CANNOT_READ, 4);
        assertThat(plan.lines().get(0).reason()).isEqualTo(Reason.THROTTLED);
        assertThat(Duration.between(started, time.instant())).isLessThan(Duration.ofMinutes(15));
    }

    @Test
    void an_error_of_aws_is_asked_again_and_a_denial_is_not() throws Exception {
        world();
        Path file = saved();
        AtomicInteger broken = new AtomicInteger();
        fake.faults = call -> {
            if (!call.operation().equals("putAlternateContact")) {
                return null;
            }
            return broken.incrementAndGet() <= 2 ? Fault.BROKEN : null;
        };

        assertThat(apply(file).isComplete()).isTrue();
        assertThat(fake.count("putAlternateContact")).isEqualTo(4);
    }

    @Test
    void a_denied_write_ends_the_writes_of_its_kind_and_no_others() throws Exception {
        fake.put(TWO, "BILLING", "Bob", "Intern", "bob@example.com", "+1 555 0111");
        Path file = saved();
        fake.faults = call -> call.operation().equals("putAlternateContact")
                        && !call.account().equals(FakeAws.MANAGEMENT)
                ? new Fault(403, "AccessDeniedException", "not authorized to perform: account:PutAlternateContact")
                : null;

        Applied applied = apply(file);

        assertThat(results(applied)).isEqualTo("""
                100000000000 security done
                200000000001 security failed
                200000000002 security not tried
                200000000002 billing done
                200000000003 security not tried""");
        assertThat(why(applied, THREE)).isEqualTo("AWS denied the first write of this kind");
        assertThat(fake.count("putAlternateContact")).isEqualTo(2);
    }

    @Test
    void an_endpoint_that_hangs_costs_three_calls_and_not_the_night() throws Exception {
        world();
        access.close();
        access = access(Duration.ofMillis(1_500));
        anew();
        fake.faults = call -> {
            if (call.operation().equals("getAlternateContact")) {
                hang();
            }
            return null;
        };

        Plan plan = plan();

        assertThat(plan.counts()).containsEntry(Action.CANNOT_READ, 4);
        assertThat(plan.lines()).anySatisfy(line -> assertThat(line.reason()).isEqualTo(Reason.TIMED_OUT));
    }

    private static void hang() {
        try {
            new java.util.concurrent.CountDownLatch(1).await(5, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_write_whose_answer_is_lost_is_found_out_and_not_made_again() throws Exception {
        world();
        Path file = saved();
        AtomicInteger puts = new AtomicInteger();
        access.close();
        access = access(Duration.ofMillis(1_500));
        anew();
        fake.afterWrite = () -> {
            if (puts.incrementAndGet() <= 2) {
                hang();
            }
        };

        Applied applied = apply(file);

        assertThat(applied.isComplete()).isTrue();
    }

    @Test
    void a_write_that_may_have_been_made_before_it_was_refused_is_rolled_back() throws Exception {
        world();
        Path file = saved();
        AtomicInteger puts = new AtomicInteger();
        fake.faults = call -> {
            if (!call.operation().equals("putAlternateContact")
                    || !call.account().equals(ONE)) {
                return null;
            }
            if (puts.incrementAndGet() > 1) {
                return Fault.EXPIRED;
            }
            fake.put(ONE, "SECURITY", "Security Operations", "SOC", "aws-security@example.com", "+1 555 0100");
            return Fault.BROKEN;
        };

        Applied applied = apply(file);

        assertThat(results(applied)).contains("200000000001 security failed");
        assertThat(why(applied, ONE)).startsWith("whether it was written is not known");
        fake.faults = call -> null;
        anew();
        assertThat(results(rollback(file, false))).isEqualTo("""
                200000000001 security done
                100000000000 security done""");
        assertThat(fake.email(ONE, "SECURITY")).isEqualTo("alice@example.com");
    }

    @Test
    void a_request_to_end_finishes_the_write_that_is_under_way() throws Exception {
        world();
        Path file = saved();
        fake.afterWrite = time::stop;

        Applied applied = apply(file);

        assertThat(results(applied)).isEqualTo("""
                100000000000 security done
                200000000001 security not tried
                200000000002 billing not tried""");
        assertThat(applied.stopped()).isEqualTo("it was interrupted");
    }

    @Test
    void wherever_the_journal_was_cut_off_the_next_apply_completes_it_without_a_second_write() throws Exception {
        world();
        Path file = saved();
        Path journal = Contacts.journalOf(file);
        apply(file);
        byte[] whole = Files.readAllBytes(journal);
        assertThat(fake.writes()).hasSize(3);

        for (int length = 0; length < whole.length; length += 7) {
            Files.write(journal, java.util.Arrays.copyOf(whole, length));
            anew();
            Applied again = apply(file);
            assertThat(again.isComplete()).as("cut off after %s bytes", length).isTrue();
        }

        assertThat(fake.writes()).as("the world was as wanted each time").hasSize(3);
    }

    @Test
    void a_process_that_died_before_its_call_makes_it_once_when_it_goes_on() throws Exception {
        world();
        Path file = saved();
        Path journal = Contacts.journalOf(file);
        apply(file);
        String first = Files.readAllLines(journal).stream().limit(2).collect(Collectors.joining("\n")) + "\n";
        fake.contacts.clear();
        world();
        fake.calls.clear();
        Files.writeString(journal, first);
        anew();

        Applied again = apply(file);

        assertThat(again.isComplete()).isTrue();
        assertThat(fake.writes()).hasSize(3);
        assertThat(results(rollback(file, false))).doesNotContain("refused");
        assertThat(fake.email(FakeAws.MANAGEMENT, "SECURITY")).isEqualTo("none");
    }

    @Test
    void a_journal_that_was_changed_is_refused() throws Exception {
        world();
        Path file = saved();
        Path journal = Contacts.journalOf(file);
        apply(file);
        Files.writeString(journal, Files.readString(journal).replaceFirst("\"before\"", "\"before"));

        assertThatThrownBy(() -> apply(file)).hasMessageContaining("is damaged in line 2");
        assertThatThrownBy(() -> rollback(file, false)).hasMessageContaining("is damaged in line 2");
    }

    @Test
    void without_room_for_the_journal_nothing_is_written() throws IOException, InterruptedException {
        world();
        Path file = saved();
        Files.createSymbolicLink(Contacts.journalOf(file), Path.of("/dev/full"));

        assertThatThrownBy(() -> apply(file))
                .hasMessageContaining("could not be opened")
                .hasMessageContaining("Without a journal nothing is changed.");
        assertThat(fake.writes()).isEmpty();
    }

    @Test
    void a_plan_that_has_a_journal_is_not_replaced() throws Exception {
        world();
        Path file = saved();
        apply(file);

        assertThatThrownBy(() -> contacts.save(plan(), file)).hasMessageContaining("has been applied");
    }

    @Test
    void drift_is_found_by_verify() throws Exception {
        world();
        apply(saved());
        fake.put(TWO, "SECURITY", "Mallory", "CISO", "mallory@example.com", "+1 555 0666");

        Plan plan = contacts.verify(wanted(WANTED), Scope.all(), progress);

        assertThat(plan.changes()).extracting(line -> line.account().value()).containsExactly(TWO);
    }

    @Test
    void accounts_that_joined_are_named_and_get_their_contacts_only_where_the_configuration_says_so() throws Exception {
        world();
        Instant since = time.instant().minus(Duration.ofDays(1));
        fake.join(TWO, time.instant().minusSeconds(3_600));
        fake.contacts.remove(TWO + "/SECURITY");
        Path file = folder.resolve("contacts.yaml");

        Watched seen = contacts.watch(
                wanted(WANTED), new ContactsConfig(file, 50, ContactsConfig.AutoApply.NEVER), since, progress);

        assertThat(seen.joined()).containsExactly(new AccountId(TWO));
        assertThat(seen.applied()).isEmpty();
        assertThat(warnings).anySatisfy(text -> assertThat(text).startsWith("1 accounts joined the organization"));
        assertThat(fake.writes()).isEmpty();

        Watched few = contacts.watch(
                wanted(WANTED), new ContactsConfig(file, 1, ContactsConfig.AutoApply.NEW_ACCOUNTS), since, progress);

        assertThat(few.applied()).isEmpty();
        assertThat(fake.writes()).isEmpty();

        Watched applied = contacts.watch(
                wanted(WANTED), new ContactsConfig(file, 2, ContactsConfig.AutoApply.NEW_ACCOUNTS), since, progress);

        assertThat(applied.applied()).isPresent();
        assertThat(fake.writes()).hasSize(2).allMatch(call -> call.account().equals(TWO));
        assertThat(lines(applied.plan())).contains(TWO + " security unchanged").contains(ONE + " security change");
        assertThat(folder.toFile().list()).anyMatch(name -> name.matches("contacts-auto-.*json.journal"));
    }

    @Test
    void a_thousand_accounts_are_planned_in_the_time_that_three_reads_a_second_allow() throws Exception {
        try (FakeAws large = new FakeAws(999);
                AwsAccess aws = new AwsAccess(
                        new AwsSettings("us-east-1", large.url(), "a", new Secret("b"), Duration.ofSeconds(20)),
                        time)) {
            Instant started = time.instant();

            Plan plan = new Contacts(aws, time, time, () -> 0.5)
                    .plan(wanted("contacts: [{for: organization, security: absent}]"), Scope.all(), progress);

            assertThat(plan.lines()).hasSize(1_000);
            assertThat(Duration.between(started, time.instant()))
                    .isBetween(Duration.ofSeconds(333), Duration.ofSeconds(345));
            assertThat(large.count("getAlternateContact")).isEqualTo(1_000);
        }
    }
}
