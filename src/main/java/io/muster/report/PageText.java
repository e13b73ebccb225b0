package io.muster.report;

import io.muster.finding.Finding;
import io.muster.finding.Reason;
import io.muster.finding.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers, times and short phrases as the pages write them; times are UTC. */
public final class PageText {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_MONTH = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    private static final Pattern NOTED_DAY = Pattern.compile("\\b(?:on|of) (20\\d\\d-\\d\\d-\\d\\d)\\b");

    private PageText() {}

    public static String day(Instant time) {
        return DAY.format(time);
    }

    public static String minute(Instant time) {
        return MINUTE.format(time);
    }

    public static String dayAndMonth(LocalDate day) {
        return DAY_AND_MONTH.format(day);
    }

    public static String number(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    public static String count(long number, String thing) {
        return number(number) + " " + thing + (number == 1 ? "" : "s");
    }

    public static String orDash(@Nullable String text) {
        return text == null || text.isBlank() ? "–" : text;
    }

    /** The reason of an unknown, as the tag shows it. */
    public static String reason(Finding finding) {
        Reason reason = finding.reason();
        return reason == null ? "" : ": " + reason.word();
    }

    /** When something was drilled or verified, as its finding names the day; that it never was, or why nobody knows. */
    public static String noted(Finding finding) {
        Matcher day = NOTED_DAY.matcher(finding.message());
        if (day.find()) {
            return day.group(1);
        }
        Reason reason = finding.reason();
        if (finding.message().contains("never tried")) {
            return "never tried";
        }
        return reason == null ? "" : reason.word().replace('-', ' ');
    }

    /** A text cut at its backticks, so that every second part is code; in one part when they are not in pairs. */
    public static List<String> parts(String text) {
        List<String> parts = List.of(text.split("`", -1));
        return parts.size() % 2 == 1 ? parts : List.of(text);
    }

    /** Region and owner, as far as they are known. */
    public static String where(Finding finding) {
        StringBuilder text = new StringBuilder();
        if (finding.region() != null) {
            text.append(" · ").append(finding.region());
        }
        if (finding.owner() != null) {
            text.append(" · ").append(finding.owner());
        }
        if (finding.environment() != null) {
            text.append(" · ").append(finding.environment());
        }
        return text.toString();
    }

    /** Since when it is open, or when it was fixed. */
    public static String history(Finding finding) {
        if (finding.fixedAt() != null) {
            return " · fixed " + day(finding.fixedAt());
        }
        return finding.firstSeen() == null || !finding.isGap() ? "" : " · since " + day(finding.firstSeen());
    }

    /** How many accounts have which verdict, with the denominator: {@code 3 fail, 9 pass of 12}. */
    public static String shares(ReportModel.Check check) {
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            if (check.of(verdict) > 0) {
                parts.add(number(check.of(verdict)) + " " + verdict.word().replace('-', ' '));
            }
        }
        return String.join(", ", parts) + " of " + count(check.asked(), "account");
    }

    /** How far back a step can look in the account where that is least, and where nobody can tell. */
    public static String reach(ReportModel.@Nullable Reach reach) {
        if (reach == null) {
            return "";
        }
        LookBack shortest = reach.shortest();
        if (shortest == null) {
            return "not known";
        }
        String days = shortest.kind() == LookBack.Kind.DAYS
                ? (reach.known() == 1 ? "" : "from ") + count(shortest.days(), "day")
                : shortest.word();
        return reach.notKnown() == 0 ? days : days + ", not known in " + number(reach.notKnown());
    }

    /** When an exception ends, as of a time. */
    public static String ends(ReportModel.Acceptance acceptance, Instant now) {
        if (acceptance.until() == null) {
            return "open";
        }
        long days = acceptance.daysLeft(now);
        return days < 0
                ? "expired " + acceptance.until()
                : days <= 30 ? "in " + count(days, "day") : acceptance.until().toString();
    }

    public static String week(ReportModel.Week week) {
        return "Week of " + dayAndMonth(week.monday()) + ": " + number(week.failures()) + " failures, "
                + number(week.unknowns()) + " unknown";
    }
}
