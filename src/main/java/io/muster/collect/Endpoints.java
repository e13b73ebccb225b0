package io.muster.collect;

import io.muster.finding.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.services.macie2.Macie2Client;

/**
 * Regions in which a service has no endpoint. Steampipe leaves them out without a word, so that no row from there means
 * nobody asked; the AWS SDK would ask a host that does not exist.
 */
final class Endpoints {

    /** What the AWS plugin's own list lacks. */
    private static final Map<String, Set<String>> MISSING_IN_PLUGIN =
            Map.of("aws_inspector2_", Set.of("ap-east-2", "ap-southeast-6"));

    private Endpoints() {}

    /** Why Steampipe does not ask one of these tables in a region; empty if it does, or nobody knows. */
    static Optional<Failure> missing(List<String> tables, String region) {
        for (String table : tables) {
            boolean inPlugin = MISSING_IN_PLUGIN.entrySet().stream()
                    .anyMatch(entry ->
                            table.startsWith(entry.getKey()) && entry.getValue().contains(region));
            boolean inSdk = table.startsWith("aws_macie2_") && isMissing(Macie2Client.serviceMetadata(), region);
            if (inPlugin || inSdk) {
                return Optional.of(failure(table));
            }
        }
        return Optional.empty();
    }

    /** Whether the SDK knows the service's regions, and this is none of them. */
    static boolean isMissing(ServiceMetadata service, String region) {
        Set<String> known = service.regions().stream().map(Region::id).collect(Collectors.toSet());
        return !known.isEmpty() && !known.contains(region);
    }

    static Failure failure(String of) {
        return Failure.of(Reason.REGION_NOT_COVERED, "the service behind '" + of + "' has no endpoint in the region");
    }
}
