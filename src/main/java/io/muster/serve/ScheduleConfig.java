package io.muster.serve;

import static java.util.Objects.requireNonNull;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the service audits, reports and verifies contacts: the section {@code schedule}.
 *
 * @param audit cron expression with five fields, in {@code zone}
 * @param report cron expression with five fields, in {@code zone}
 * @param contactsVerify cron expression with five fields, in {@code zone}; null where contacts are not verified
 */
public record ScheduleConfig(
        String audit, String report, @Nullable String contactsVerify, ZoneId zone) {

    public static final String DEFAULT_AUDIT = "0 5 * * *";
    public static final String DEFAULT_REPORT = "0 6 * * MON";

    private static final String CONTACTS_VERIFY = "contacts-verify";
    private static final String EXAMPLE_VERIFY = "0 4 * * *";

    private static final LocalDateTime ANY_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    public ScheduleConfig {
        requireNonNull(audit, "audit is null");
        requireNonNull(report, "report is null");
        requireNonNull(zone, "zone is null");
    }

    public static ScheduleConfig from(Settings settings) {
        Section section = settings.section("schedule");
        return new ScheduleConfig(
                cron(section, "audit", DEFAULT_AUDIT),
                cron(section, "report", DEFAULT_REPORT),
                contactsVerify(section, settings.section("contacts").isPresent()),
                zone(section));
    }

    private static @Nullable String contactsVerify(Section section, boolean hasContacts) {
        if (!section.has(CONTACTS_VERIFY)) {
            // So that the key is known.
            section.text(CONTACTS_VERIFY);
            return null;
        }
        if (!hasContacts) {
            section.problem(
                    CONTACTS_VERIFY,
                    "'schedule.contacts-verify' needs the section 'contacts'.",
                    "It names the file that says which contacts are wanted.",
                    "contacts: {file: contacts.yaml}, or leave 'schedule.contacts-verify' out");
        }
        return cron(section, CONTACTS_VERIFY, EXAMPLE_VERIFY);
    }

    private static String cron(Section section, String key, String standard) {
        String expression = section.text(key, standard);
        String fix = section.path(key) + ": \"" + standard + "\" (minute hour day month weekday)";
        try {
            if (next(parse(expression), ANY_TIME).isPresent()) {
                return expression;
            }
            section.problem(key, "'" + section.path(key) + "' is '" + expression + "', which never comes.", "", fix);
        } catch (IllegalArgumentException e) {
            section.problem(
                    key,
                    "'" + section.path(key) + "' is '" + expression + "', which is no cron expression.",
                    String.valueOf(e.getMessage()),
                    fix);
        }
        return standard;
    }

    private static ZoneId zone(Section section) {
        String zone = section.text("zone", "UTC");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            section.problem(
                    "zone", "'schedule.zone' is '" + zone + "', which is no time zone.", "", "zone: Europe/Berlin");
            return ZoneOffset.UTC;
        }
    }

    /**
     * The first time after {@code from} that the expression names; empty if there is none. A time that the clocks skip in
     * spring comes as soon as they have, and one that they show twice in autumn comes once.
     */
    public Optional<Instant> next(String expression, Instant from) {
        ExecutionTime times = parse(expression);
        Optional<LocalDateTime> next = next(times, LocalDateTime.ofInstant(from, zone));
        while (next.isPresent() && !instant(next.get()).isAfter(from)) {
            next = next(times, next.get());
        }
        return next.map(this::instant);
    }

    private Instant instant(LocalDateTime time) {
        return time.atZone(zone).toInstant();
    }

    /** In a zone without summer time, because the library leaves out what the clocks skip. */
    private static Optional<LocalDateTime> next(ExecutionTime times, LocalDateTime from) {
        return times.nextExecution(from.atZone(ZoneOffset.UTC)).map(time -> time.toLocalDateTime());
    }

    private static ExecutionTime parse(String expression) {
        return ExecutionTime.forCron(new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                .parse(expression)
                .validate());
    }
}
