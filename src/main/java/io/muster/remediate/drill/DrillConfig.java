package io.muster.remediate.drill;

import static java.util.Objects.requireNonNull;

import io.muster.permissions.Containment;
import io.muster.problem.Nearest;
import io.muster.settings.Secret;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
 * @param resources ARNs that stand for what responders act on, by kind; a kind that is not named is every one of it
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
        Map<String, List<String>> resources,
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
        resources = Map.copyOf(resources);
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
                resources(section),
                section.integer("parallel", DEFAULT_PARALLEL, 1, 64),
                section.integer("calls-per-second", DEFAULT_CALLS_PER_SECOND, 1, MOST_CALLS_PER_SECOND));
    }

    private static Map<String, List<String>> resources(Section drill) {
        Section section = drill.section("resources");
        Set<String> kinds = new TreeSet<>(Containment.namedResources().keySet());
        Map<String, List<String>> resources = new LinkedHashMap<>();
        drill.textsMap("resources").forEach((kind, arns) -> {
            if (!kinds.contains(kind)) {
                section.problem(
                        kind,
                        "'" + section.path(kind) + "' is no kind of resource that a drill asks for.",
                        Nearest.suggestion(kind, kinds),
                        "one of " + String.join(", ", kinds));
            } else if (arns.isEmpty() || !arns.stream().allMatch(arn -> arn.startsWith("arn:"))) {
                section.problem(
                        kind,
                        "'" + section.path(kind) + "' holds something that is no ARN.",
                        "{partition}, {region} and {account} may stand in it for those of each account.",
                        section.path(kind) + ": \""
                                + Containment.namedResources()
                                        .getOrDefault(kind, List.of("arn:"))
                                        .get(0)
                                + "\"");
            } else {
                resources.put(kind, arns);
            }
        });
        return resources;
    }
}
