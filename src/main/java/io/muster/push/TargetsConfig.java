package io.muster.push;

import io.muster.problem.Nearest;
import io.muster.settings.Section;
import io.muster.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sections {@code targets} and {@code outbox}.
 *
 * @param outboxLimit bytes of batches that wait in the outbox, beyond which nothing more is put in
 */
public record TargetsConfig(List<TargetConfig> targets, long outboxLimit) {

    public static final long DEFAULT_OUTBOX_LIMIT = 20L << 30;

    private static final List<String> TYPES = List.of("splunk-hec", "file");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    public TargetsConfig {
        targets = List.copyOf(targets);
    }

    /** No target at all. */
    public static TargetsConfig none() {
        return new TargetsConfig(List.of(), DEFAULT_OUTBOX_LIMIT);
    }

    public static TargetsConfig from(Settings settings) {
        List<TargetConfig> targets = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : settings.root().sections("targets")) {
            String name = section.required("name");
            if (!name.isEmpty() && !NAME.matcher(name).matches()) {
                section.problem(
                        "name",
                        "'" + section.path("name") + "' is '" + name + "', which is no name for a target.",
                        "Files and tables are called so.",
                        section.path("name") + ": splunk (lower-case letters, digits, - _ .)");
            } else if (!name.isEmpty() && !names.add(name)) {
                section.problem(
                        "name",
                        "Two targets are called '" + name + "'.",
                        "The outbox keeps them apart by their names.",
                        "give one of them another name");
            }
            read(section, name, settings.folder().orElse(null)).ifPresent(targets::add);
        }
        long limit = settings.section("outbox").bytes("limit", DEFAULT_OUTBOX_LIMIT);
        return new TargetsConfig(targets, limit);
    }

    private static Optional<? extends TargetConfig> read(Section section, String name, @Nullable Path folder) {
        String type = section.required("type");
        return switch (type) {
            case "splunk-hec" -> SplunkConfig.from(section, name, folder);
            case "file" -> FileConfig.from(section, name, folder);
            case "" -> {
                section.keys();
                yield Optional.empty();
            }
            default -> {
                section.keys();
                section.problem(
                        "type",
                        "'" + section.path("type") + "' is '" + type + "', which is no type of target.",
                        Nearest.suggestion(type, TYPES),
                        section.path("type") + ": " + String.join(", or ", TYPES));
                yield Optional.empty();
            }
        };
    }
}
