package io.muster.remediate.drill;

import static java.util.Objects.requireNonNull;

import io.muster.settings.Secret;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code drill}: how responders get into an account.
 *
 * @param role with its path if it has one; null takes {@code expectations.responder-role.name}
 * @param externalId null when the role's trust asks for none
 * @param duration of the session; with a role that assumes a role, an hour is the most that AWS gives
 * @param tags of the session; empty unless the trust allows {@code sts:TagSession}
 * @param regions in which responders act; empty takes {@code aws.region}
 * @param mfa whether responders come with a second factor
 * @param sourceIp from where they come; null leaves it open
 * @param parallel accounts at once
 * @param callsPerSecond in each account; AWS says of no number how many IAM takes
 */
public record DrillConfig(
        @Nullable String role,
        @Nullable Secret externalId,
        Duration duration,
        Map<String, String> tags,
        List<String> regions,
        boolean mfa,
        @Nullable String sourceIp,
        int parallel,
        int callsPerSecond) {

    public static final Duration DEFAULT_DURATION = Duration.ofMinutes(15);
    public static final int DEFAULT_PARALLEL = 8;
    public static final int DEFAULT_CALLS_PER_SECOND = 5;

    private static final int MOST_CALLS_PER_SECOND = 1_000;

    private static final Duration LONGEST = Duration.ofHours(1);

    public DrillConfig {
        requireNonNull(duration, "duration is null");
        tags = Map.copyOf(tags);
        regions = List.copyOf(regions);
    }

    public static DrillConfig from(Settings settings) {
        Section section = settings.section("drill");
        Duration duration = section.duration("duration", DEFAULT_DURATION);
        if (duration.compareTo(DEFAULT_DURATION) < 0 || duration.compareTo(LONGEST) > 0) {
            section.problem(
                    "duration",
                    "'drill.duration' is not between 15 minutes and an hour.",
                    "AWS gives no shorter session, and none longer to a role that assumes a role.",
                    "drill.duration: 15m");
            duration = DEFAULT_DURATION;
        }
        return new DrillConfig(
                section.text("role").orElse(null),
                section.secret("external-id").orElse(null),
                duration,
                section.textMap("tags"),
                section.texts("regions"),
                section.flag("mfa", true),
                section.text("source-ip").orElse(null),
                section.integer("parallel", DEFAULT_PARALLEL, 1, 64),
                section.integer("calls-per-second", DEFAULT_CALLS_PER_SECOND, 1, MOST_CALLS_PER_SECOND));
    }
}
