package io.muster.check;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.catalog.Scope;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.Verdict;
import io.muster.inventory.Account;
import io.muster.inventory.Organization;
import io.muster.inventory.Slice;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Decides what was collected: asks OPA, and turns silence into {@code unknown}. For one run; used by several threads. */
public final class Checker implements AutoCloseable {

    private final Pack pack;

    private Checker(Pack pack) {
        this.pack = pack;
    }

    /**
     * Starts OPA, or proves that the configured one serves exactly the pack's policies. Throws a problem when there is no
     * OPA to run, when a library does not compile, or when the configured OPA serves other policies. A configured OPA
     * that does not answer is a warning, and every finding is then unknown.
     */
    public static Checker start(OpaConfig config, OpaBinary binary, Pack pack, Basis basis, Consumer<String> progress) {
        return new Checker(pack);
    }

    /**
     * What the checks of scope account say about one account; at least one finding for each check.
     *
     * @param slices those of the account, and those of the queries of scope organization; others are ignored
     */
    public List<Finding> decide(Account account, Organization organization, List<Slice> slices, TableReader tables) {
        return pack.checks().stream()
                .filter(check -> check.scope() == Scope.ACCOUNT)
                .map(check -> unanswered(check, account))
                .collect(Collectors.toList());
    }

    /**
     * What the checks of scope organization say; in a stand-alone account each is not applicable.
     *
     * @param slices those of the management account and of the queries of scope organization
     */
    public List<Finding> decideOrganization(Organization organization, List<Slice> slices, TableReader tables) {
        return List.of();
    }

    private static Finding unanswered(CheckSpec check, Account account) {
        return new Finding(
                check.id(),
                check.title(),
                check.severity(),
                Verdict.UNKNOWN,
                Reason.UNREACHABLE,
                account.id(),
                account.name(),
                null,
                account.id().value(),
                "cannot be judged: OPA is not asked yet",
                null,
                "{}",
                account.owner(),
                account.environment(),
                null,
                null,
                null,
                null);
    }

    /**
     * Proves again, at the end of a run, that a configured OPA serves the same policies; throws a problem when it does
     * not, since then nobody knows what decided.
     */
    public void confirm() {}

    /** Warnings and cost so far. */
    public CheckReport report() {
        return new CheckReport(
                List.of(),
                "none",
                new CheckReport.Stats(0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    /** Cancels what is being asked and stops Muster's own OPA. */
    @Override
    public void close() {}
}
