package io.muster.check;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.Scope;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Asks OPA one check at a time, as an audit asks many together, and says how long OPA took for it. */
public final class CheckTimer implements AutoCloseable {

    private static final String DECIDE = "/v1/data/muster/decide?strict-builtin-errors=true&metrics";

    private final Checker checker;
    private final Pack pack;
    private final Request request;

    private CheckTimer(Checker checker, Pack pack, Request request) {
        this.checker = checker;
        this.pack = pack;
        this.request = request;
    }

    /** Starts an OPA of its own with the policies of the pack. */
    public static CheckTimer start(
            OpaConfig config, OpaBinary binary, Pack pack, Basis basis, Consumer<String> progress) {
        return new CheckTimer(Checker.start(config, binary, pack, basis, progress), pack, new Request(basis));
    }

    /** How long OPA evaluated; empty when it did not end in the time allowed. */
    public Optional<Duration> decide(
            CheckSpec check, Account account, Organization organization, TableReader reader, Duration allowed)
            throws IOException {
        Subject subject = check.scope() == Scope.ACCOUNT
                ? Subject.of(account, organization)
                : Subject.of(organization).orElseThrow();
        List<Table> tables = check.inventory().stream()
                .map(id -> new Table(pack.query(id).orElseThrow(), account.id(), false, List.of()))
                .toList();
        long size = tables.stream()
                .mapToLong(table -> reader.size(account.id(), table.query().id()))
                .sum();
        Bins.Bin bin = new Bins.Bin(List.of(new Laws.Question(check, subject, tables, Set.of(), List.of())), size);
        Reply reply = checker.ownOpa().ask(DECIDE, request.body(bin, reader), allowed);
        if (reply instanceof Reply.TimedOut) {
            return Optional.empty();
        }
        if (reply instanceof Reply.Answered answer && answer.status() == 200) {
            return Optional.of(Duration.ofNanos(AnswerReader.read(answer.body()).evaluationNanos()));
        }
        String why = reply instanceof Reply.Answered answer
                ? answer.status() + " " + cut(new String(answer.body(), StandardCharsets.UTF_8))
                : String.valueOf(reply);
        throw new IOException("OPA did not decide '" + check.id() + "': " + why);
    }

    private static String cut(String text) {
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }

    @Override
    public void close() {
        checker.close();
    }
}
