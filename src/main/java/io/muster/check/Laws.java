package io.muster.check;

import io.muster.catalog.CheckSpec;
import io.muster.catalog.Partial;
import io.muster.check.Answer.Statement;
import io.muster.check.Table.Gap;
import io.muster.finding.CheckId;
import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.Verdict;
import io.muster.inventory.Account;
import io.muster.inventory.AccountState;
import io.muster.inventory.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The laws that no check can forget, because no check knows them: silence is not a pass, an unread table is not an empty
 * one, a claim about the whole needs the whole. Each check says at least one thing about each subject.
 */
final class Laws {

    private static final int LONGEST_MESSAGE = 400;

    private final Basis basis;
    private final Map<CheckId, String> refused;

    /** {@code refused} are checks that OPA does not have, and why. */
    Laws(Basis basis, Map<CheckId, String> refused) {
        this.basis = basis;
        this.refused = Map.copyOf(refused);
    }

    /** What becomes of a check before anybody is asked. */
    sealed interface Ruling {}

    /** Nothing is asked; this is what there is to say. */
    record Decided(Finding finding) implements Ruling {}

    /**
     * The check is asked.
     *
     * @param cut regions whose rows it does not get, and of which it can say nothing
     * @param gaps what was not read of its tables
     */
    record Question(CheckSpec check, Subject subject, List<Table> tables, Set<String> cut, List<Gap> gaps)
            implements Ruling {

        Question {
            tables = List.copyOf(tables);
            gaps = List.copyOf(gaps);
        }

        /** What the check is told of it, if it reasons about that itself. */
        List<Gap> toldGaps() {
            return check.partial() == Partial.SELF ? gaps : List.of();
        }
    }

    /** Rules on one check and one subject, given its tables in the order of the check's header. */
    Ruling rule(CheckSpec check, Subject subject, List<Table> tables, List<Slice> slices) {
        @Nullable Account account = subject.account();
        if (account != null && isGone(account.state())) {
            return decided(check, subject, Verdict.NOT_APPLICABLE, null, gone(account.state()));
        }
        if (account != null && account.connection() == null) {
            return unconnected(check, subject, slices);
        }
        if (refused.containsKey(check.id())) {
            return unknown(
                    check,
                    subject,
                    Reason.POLICY_ERROR,
                    "cannot be judged: " + cut(refused.get(check.id())),
                    List.of());
        }
        List<Gap> gaps = tables.stream().flatMap(table -> table.gaps().stream()).collect(Collectors.toList());
        List<Gap> unreadable = tables.stream()
                .filter(Table::unreadable)
                .flatMap(table -> table.gaps().stream())
                .collect(Collectors.toList());
        if (check.partial() == Partial.SELF && unreadable.size() < tables.size()) {
            return new Question(check, subject, tables, Set.of(), gaps);
        }
        if (!unreadable.isEmpty()) {
            return unknown(check, subject, unreadable.get(0).reason(), cannotBeJudged(unreadable), unreadable);
        }
        if (gaps.isEmpty() || check.partial() == Partial.REGION) {
            Set<String> cut =
                    gaps.stream().map(Gap::region).filter(Objects::nonNull).collect(sortedSet());
            return new Question(check, subject, tables, cut, gaps);
        }
        return unknown(check, subject, gaps.get(0).reason(), cannotBeJudged(gaps), gaps);
    }

    /** Rules on a check of the organization where there is none. */
    Finding standAlone(CheckSpec check, Subject subject, List<Table> tables) {
        List<Gap> unread =
                tables.stream().flatMap(table -> table.gaps().stream()).collect(Collectors.toList());
        @Nullable Account account = subject.account();
        boolean asked = account == null || !isGone(account.state());
        if (!unread.isEmpty() && asked) {
            return unknown(check, subject, unread.get(0).reason(), cannotBeJudged(unread), unread)
                    .finding();
        }
        return decided(check, subject, Verdict.NOT_APPLICABLE, null, "belongs to no organization")
                .finding();
    }

    private static boolean isGone(AccountState state) {
        return switch (state) {
            case ACTIVE -> false;
            case PENDING_ACTIVATION, SUSPENDED, PENDING_CLOSURE, CLOSED -> true;
        };
    }

    private static String gone(AccountState state) {
        return "is " + state.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", so there is nothing to judge in it";
    }

    private Decided unconnected(CheckSpec check, Subject subject, List<Slice> slices) {
        Optional<Slice> slice = slices.stream()
                .filter(candidate -> candidate.account().equals(subject.id()) && !candidate.isRead())
                .findFirst();
        Reason reason = slice.map(Slice::reason).orElse(Reason.UNREACHABLE);
        String why = slice.map(Slice::message).orElse("no connection reaches it");
        return unknown(check, subject, reason, "cannot be judged: " + cut(why), List.of());
    }

    private static String cannotBeJudged(List<Gap> gaps) {
        Map<String, List<Gap>> byQuery = gaps.stream()
                .collect(Collectors.groupingBy(
                        gap -> gap.query().id().value(), LinkedHashMap::new, Collectors.toList()));
        String what = byQuery.entrySet().stream()
                .map(entry -> "'" + entry.getKey() + "' could not be read" + regions(entry.getValue()) + " ("
                        + entry.getValue().get(0).reason().word() + "): "
                        + entry.getValue().get(0).message())
                .collect(Collectors.joining("; "));
        return "cannot be judged: " + cut(what);
    }

    private static String regions(List<Gap> gaps) {
        Set<String> regions =
                gaps.stream().map(Gap::region).filter(Objects::nonNull).collect(sortedSet());
        return regions.isEmpty() ? "" : " in " + listed(regions);
    }

    private static String listed(Set<String> names) {
        List<String> list = List.copyOf(new TreeSet<>(names));
        if (list.size() == 1) {
            return list.get(0);
        }
        return String.join(", ", list.subList(0, list.size() - 1)) + " and " + list.get(list.size() - 1);
    }

    private static String cut(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** What counts of a check's answer; never empty. */
    List<Finding> judge(Question question, Answer answer) {
        List<Finding> findings = new ArrayList<>();
        if (answer instanceof Answer.Failed failed) {
            findings.add(unknown(question, null, failed.reason(), "cannot be judged: " + cut(failed.message())));
        } else if (answer instanceof Answer.Said said) {
            said.statements().forEach(statement -> heard(question, statement).ifPresent(findings::add));
            if (!said.violations().isEmpty()) {
                findings.add(unknown(
                        question,
                        null,
                        Reason.POLICY_ERROR,
                        "cannot be judged: " + cut(String.join("; ", said.violations()))));
            }
            if (said.statements().isEmpty() && said.violations().isEmpty()) {
                findings.add(unknown(question, null, Reason.SILENT, "cannot be judged: the check said nothing"));
            }
        }
        if (question.check().partial() == Partial.REGION) {
            boolean saidOfTheWhole = findings.stream()
                    .anyMatch(finding -> finding.verdict() == Verdict.UNKNOWN
                            && finding.region() == null
                            && finding.resource().equals(question.subject().whole()));
            findings.addAll(unreadRegions(question, saidOfTheWhole));
        }
        return merged(findings).stream()
                .map(finding -> attested(question.check(), finding))
                .map(finding -> basis.exceptions().apply(finding, basis.now()))
                .collect(Collectors.toList());
    }

    /** The statement as a finding: nothing about a region that was not read, no claim about a whole that was not read. */
    private static Optional<Finding> heard(Question question, Statement statement) {
        if (statement.region() != null && question.cut().contains(statement.region())) {
            return Optional.empty();
        }
        if (question.check().partial() == Partial.REGION
                && !question.gaps().isEmpty()
                && isAboutTheWhole(question, statement)) {
            Gap gap = question.gaps().get(0);
            String message = "cannot be judged as a whole, since "
                    + (question.cut().isEmpty() ? gap.message() : listed(question.cut()) + " could not be read")
                    + "; of the rest the check says: " + statement.message();
            return Optional.of(unknown(question, null, gap.reason(), cut(message)));
        }
        return Optional.of(new Finding(
                question.check().id(),
                question.check().title(),
                question.check().severity(),
                statement.verdict(),
                statement.reason(),
                question.subject().id(),
                question.subject().name(),
                statement.region(),
                statement.resource(),
                statement.message(),
                statement.seen(),
                statement.evidence(),
                question.subject().owner(),
                question.subject().environment(),
                null,
                null,
                null,
                null));
    }

    private static boolean isAboutTheWhole(Question question, Statement statement) {
        if (statement.region() != null) {
            return false;
        }
        return switch (statement.verdict()) {
            case PASS, NOT_APPLICABLE -> true;
            case FAIL -> statement.resource().equals(question.subject().whole());
            case UNKNOWN, ACCEPTED -> false;
        };
    }

    private static List<Finding> unreadRegions(Question question, boolean saidOfTheWhole) {
        Map<String, Gap> byRegion = new TreeMap<>();
        for (Gap gap : question.gaps()) {
            if (gap.region() != null) {
                byRegion.putIfAbsent(gap.region(), gap);
            }
        }
        List<Finding> findings = new ArrayList<>();
        byRegion.forEach(
                (region, gap) -> findings.add(unknown(question, region, gap.reason(), cannotBeJudged(List.of(gap)))));
        question.gaps().stream()
                .filter(gap -> gap.region() == null && !saidOfTheWhole)
                .findFirst()
                .ifPresent(gap -> findings.add(unknown(question, null, gap.reason(), cannotBeJudged(List.of(gap)))));
        return findings;
    }

    /**
     * One finding for each region and resource, since that is a finding's identity: the worst verdict counts, and what was
     * said with that verdict is said together.
     */
    private static List<Finding> merged(List<Finding> findings) {
        Map<String, List<Finding>> byIdentity = findings.stream()
                .collect(Collectors.groupingBy(
                        finding -> Objects.requireNonNullElse(finding.region(), "") + "\n" + finding.resource(),
                        TreeMap::new,
                        Collectors.toList()));
        return byIdentity.values().stream().map(Laws::together).collect(Collectors.toList());
    }

    private static Finding together(List<Finding> same) {
        if (same.size() == 1) {
            return same.get(0);
        }
        Verdict worst =
                same.stream().map(Finding::verdict).min(Verdict.WORST_FIRST).orElseThrow();
        List<Finding> counting = same.stream()
                .filter(finding -> finding.verdict() == worst)
                .sorted(Comparator.comparing(Finding::message))
                .collect(Collectors.toList());
        Finding first = counting.get(0);
        String message = counting.stream().map(Finding::message).distinct().collect(Collectors.joining("; "));
        String evidence = counting.stream()
                .map(Finding::evidence)
                .filter(text -> !text.equals("{}"))
                .findFirst()
                .orElse("{}");
        boolean counted = counting.stream().anyMatch(finding -> finding.seen() != null);
        long seen = counting.stream()
                .map(Finding::seen)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        return new Finding(
                first.check(),
                first.title(),
                first.severity(),
                worst,
                first.reason(),
                first.accountId(),
                first.accountName(),
                first.region(),
                first.resource(),
                message,
                counted ? Long.valueOf(seen) : null,
                evidence,
                first.owner(),
                first.environment(),
                null,
                null,
                null,
                null);
    }

    /** What no API can tell passes while somebody attests it. */
    private Finding attested(CheckSpec check, Finding finding) {
        if (finding.reason() != Reason.NEEDS_ATTESTATION) {
            return finding;
        }
        Optional<Attestations.Attestation> attestation = basis.attestations().answering(check);
        if (attestation.isEmpty()) {
            return finding;
        }
        String by = attestation.get().who() + " on " + attestation.get().when();
        if (attestation.get().isEarly(basis.now())) {
            return finding.judged(
                    Verdict.UNKNOWN,
                    Reason.NEEDS_ATTESTATION,
                    finding.message() + "; the attestation by " + by + " is of a day that is still to come");
        }
        if (attestation.get().hasExpired(basis.now())) {
            return finding.judged(
                    Verdict.UNKNOWN,
                    Reason.NEEDS_ATTESTATION,
                    finding.message() + "; the attestation by " + by + " expired on "
                            + attestation.get().expires());
        }
        return finding.judged(
                Verdict.PASS,
                null,
                "is attested by " + by + " until " + attestation.get().expires() + ": "
                        + attestation.get().statement());
    }

    private static Finding unknown(Question question, @Nullable String region, Reason reason, String message) {
        return finding(
                question.check(),
                question.subject(),
                Verdict.UNKNOWN,
                reason,
                region,
                message,
                region == null && question.cut().isEmpty() ? "{}" : evidence(question, region));
    }

    private static String evidence(Question question, @Nullable String region) {
        List<Gap> gaps = question.gaps().stream()
                .filter(gap -> region == null || region.equals(gap.region()))
                .collect(Collectors.toList());
        return evidence(gaps);
    }

    private static Decided unknown(CheckSpec check, Subject subject, Reason reason, String message, List<Gap> gaps) {
        return new Decided(finding(check, subject, Verdict.UNKNOWN, reason, null, message, evidence(gaps)));
    }

    /** The tables and regions that are missing; their names need no escaping. */
    private static String evidence(List<Gap> gaps) {
        if (gaps.isEmpty()) {
            return "{}";
        }
        Set<String> tables = gaps.stream().map(gap -> gap.query().id().value()).collect(sortedSet());
        Set<String> regions =
                gaps.stream().map(Gap::region).filter(Objects::nonNull).collect(sortedSet());
        return (regions.isEmpty() ? "{" : "{\"unread_regions\":" + array(regions) + ",") + "\"unread_tables\":"
                + array(tables) + "}";
    }

    private static String array(Set<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private static Decided decided(
            CheckSpec check, Subject subject, Verdict verdict, @Nullable Reason reason, String message) {
        return new Decided(finding(check, subject, verdict, reason, null, message, "{}"));
    }

    private static Finding finding(
            CheckSpec check,
            Subject subject,
            Verdict verdict,
            @Nullable Reason reason,
            @Nullable String region,
            String message,
            String evidence) {
        return new Finding(
                check.id(),
                check.title(),
                check.severity(),
                verdict,
                reason,
                subject.id(),
                subject.name(),
                region,
                subject.whole(),
                message,
                null,
                evidence,
                subject.owner(),
                subject.environment(),
                null,
                null,
                null,
                null);
    }

    private static Collector<String, ?, Set<String>> sortedSet() {
        return Collectors.toCollection(TreeSet::new);
    }
}
