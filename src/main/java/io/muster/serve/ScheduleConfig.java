package io.muster.serve;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When the service audits and reports: the section {@code schedule}.
 *
 * @param audit cron expression with five fields, in {@code zone}
 * @param report cron expression with five fields, in {@code zone}
 */
public record ScheduleConfig(String audit, String report, ZoneId zone) {

    public static final String DEFAULT_AUDIT = "0 5 * * *";
    public static final String DEFAULT_REPORT = "0 6 * * MON";

    public static ScheduleConfig from(Settings settings) {
        Section section = settings.section("schedule");
        return new ScheduleConfig(
                cron(section, "audit", DEFAULT_AUDIT), cron(section, "report", DEFAULT_REPORT), zone(section));
    }

    private static String cron(Section section, String key, String standard) {
        String expression = section.text(key, standard);
        try {
            parse(expression);
            return expression;
        } catch (IllegalArgumentException e) {
            section.problem(
                    key,
                    "'" + section.path(key) + "' is '" + expression + "', which is no cron expression.",
                    String.valueOf(e.getMessage()),
                    section.path(key) + ": \"" + standard + "\" (minute hour day month weekday)");
            return standard;
        }
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

    /** The first time after {@code from} that the expression names; empty if there is none. */
    public Optional<Instant> next(String expression, Instant from) {
        return ExecutionTime.forCron(parse(expression))
                .nextExecution(from.atZone(zone))
                .map(time -> time.toInstant());
    }

    private static Cron parse(String expression) {
        return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                .parse(expression)
                .validate();
    }
}
