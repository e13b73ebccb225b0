package io.muster.check;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Pack;
import io.muster.finding.AccountId;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Verdict;
import io.muster.problem.Nearest;
import io.muster.problem.Problem;
import io.muster.problem.Problems;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The failures that somebody accepts until a date, from {@code exceptions.yaml}. Counts what each one covers. */
public final class Exceptions {

    private static final String EXAMPLE =
            "{check: cloudtrail_log_validation, account: \"111111111111\", owner: Payments,"
                    + " reason: sandbox without data, ticket: SEC-12, expires: 2027-06-30}";

    private final List<Entry> entries;

    /**
     * One exception.
     *
     * @param account null for every account
     * @param resource a pattern with {@code *} for any text; null for every resource
     * @param region null for every region, and for findings without one
     * @param expires the last day on which it holds, in UTC
     * @param place where it is written
     */
    record Entry(
            CheckId check,
            @Nullable AccountId account,
            @Nullable Pattern resource,
            @Nullable String region,
            String owner,
            String reason,
            String ticket,
            LocalDate expires,
            Problem.Place place,
            AtomicLong asked,
            AtomicLong covered) {

        boolean concerns(CheckId id, AccountId of) {
            return check.equals(id) && (account == null || account.equals(of));
        }

        boolean covers(Finding finding) {
            return concerns(finding.check(), finding.accountId())
                    && (region == null || region.equals(finding.region()))
                    && (resource == null || resource.matcher(finding.resource()).matches());
        }

        boolean hasExpired(Instant now) {
            return !now.isBefore(
                    expires.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        }

        /** A pattern in which {@code *} stands for any text. */
        static Pattern glob(String pattern) {
            return Pattern.compile(
                    Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                    Pattern.DOTALL);
        }
    }

    private Exceptions(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    public static Exceptions none() {
        return new Exceptions(List.of());
    }

    /** Reads the file; every bad entry is a problem with its line, and is left out. */
    public static Exceptions load(Path file, Pack pack, Map<String, String> environment, Problems problems) {
        Settings settings = Settings.load(file, environment, problems);
        Exceptions exceptions = read(settings, pack);
        settings.finish();
        return exceptions;
    }

    static Exceptions read(Settings settings, Pack pack) {
        List<Entry> entries = new ArrayList<>();
        for (Section section : settings.root().sections("exceptions")) {
            entry(section, settings.file(), pack).ifPresent(entries::add);
        }
        return new Exceptions(entries);
    }

    private static Optional<Entry> entry(Section section, String file, Pack pack) {
        Optional<CheckId> check = checkId(section, pack);
        String account = section.required("account");
        boolean everywhere = account.equals("*");
        if (!account.isEmpty() && !everywhere && !AccountId.isOne(account)) {
            section.problem(
                    "account",
                    "'" + section.path("account") + "' is '" + account + "', which is no account id.",
                    "An account id has twelve digits; '*' means every account.",
                    section.path("account") + ": \"111111111111\"");
        }
        Optional<String> resource = section.text("resource");
        Optional<String> region = section.text("region");
        String owner = section.required("owner");
        String reason = section.required("reason");
        String ticket = section.required("ticket");
        Optional<LocalDate> expires = Dates.required(section, "expires");
        if (check.isEmpty()
                || expires.isEmpty()
                || owner.isEmpty()
                || reason.isEmpty()
                || ticket.isEmpty()
                || !(everywhere || AccountId.isOne(account))) {
            return Optional.empty();
        }
        return Optional.of(new Entry(
                check.get(),
                everywhere ? null : new AccountId(account),
                resource.map(Entry::glob).orElse(null),
                region.orElse(null),
                owner,
                reason,
                ticket,
                expires.get(),
                new Problem.Place(file, section.line()),
                new AtomicLong(),
                new AtomicLong()));
    }

    private static Optional<CheckId> checkId(Section section, Pack pack) {
        String written = section.required("check");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        for (CheckSpec check : pack.checks()) {
            if (check.id().value().equals(written) || check.aliases().contains(written)) {
                return Optional.of(check.id());
            }
        }
        List<String> names =
                pack.checks().stream().map(check -> check.id().value()).collect(Collectors.toList());
        section.problem(
                "check",
                "'" + section.path("check") + "' is '" + written + "', which is no check.",
                Nearest.suggestion(written, names),
                "an entry such as " + EXAMPLE);
        return Optional.empty();
    }

    /** The finding as it counts: a failure that is covered becomes accepted, one whose exception has expired says so. */
    Finding apply(Finding finding, Instant now) {
        if (finding.verdict() != Verdict.FAIL) {
            return finding;
        }
        List<Entry> covering =
                entries.stream().filter(entry -> entry.covers(finding)).collect(Collectors.toList());
        covering.forEach(entry -> entry.covered().incrementAndGet());
        Optional<Entry> holding =
                covering.stream().filter(entry -> !entry.hasExpired(now)).findFirst();
        if (holding.isPresent()) {
            Entry entry = holding.get();
            return finding.accepted(entry.owner() + ", " + entry.ticket() + ", until " + entry.expires());
        }
        if (covering.isEmpty()) {
            return finding;
        }
        Entry entry = covering.get(0);
        return finding.withException("expired on " + entry.expires() + ": " + entry.owner() + ", " + entry.ticket());
    }

    /** Remembers that this check was decided for this account, so that an exception for it can be missed. */
    void decided(CheckId check, AccountId account) {
        for (Entry entry : entries) {
            if (entry.concerns(check, account)) {
                entry.asked().incrementAndGet();
            }
        }
    }

    /** A warning for each exception whose check and account were decided and that covered nothing. */
    List<Problem> unused() {
        return entries.stream()
                .filter(entry -> entry.asked().get() > 0 && entry.covered().get() == 0)
                .map(entry -> new Problem(
                        "The exception for '" + entry.check() + "' (" + entry.owner() + ", " + entry.ticket()
                                + ") covers no failure of this run.",
                        "The failure is fixed, or account, region or resource do not match it.",
                        "remove the exception if the failure is fixed",
                        entry.place()))
                .collect(Collectors.toList());
    }
}
