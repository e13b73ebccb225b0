package io.muster.demo.world;

import io.muster.demo.world.DemoAccount.Part;
import io.muster.finding.AccountId;
import io.muster.inventory.AccountState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Who is in the organization: the first twelve accounts are always the same, the others come from the seed. */
final class Cast {

    private static final List<String> TEAMS =
            List.of("payments", "web-shop", "data-lake", "analytics", "mobile", "billing", "search", "logistics");

    /** An account that every world has which is large enough. */
    private record Known(String name, Part part, String team, String stage) {}

    private static final List<Known> KNOWN = List.of(
            new Known("management", Part.MANAGEMENT, "cloud-platform", "prod"),
            new Known("security", Part.SECURITY, "security", "prod"),
            new Known("log-archive", Part.LOG_ARCHIVE, "security", "prod"),
            new Known("payments-prod", Part.MEMBER, "payments", "prod"),
            new Known("payments-test", Part.MEMBER, "payments", "test"),
            new Known("web shop \"prod\", <b>EU & UK</b> O'Neill", Part.MEMBER, "web-shop", "prod"),
            new Known("=HYPERLINK(\"https://example.net\",\"mobile\")", Part.MEMBER, "mobile", "prod"),
            new Known("data-lake-prod", Part.MEMBER, "data-lake", "prod"),
            new Known("analytics-test", Part.MEMBER, "analytics", "test"),
            new Known("old-sandbox", Part.MEMBER, "cloud-platform", "test"),
            new Known("acquired-startup", Part.MEMBER, "mobile", "prod"),
            new Known("legacy-erp", Part.MEMBER, "logistics", "prod"));

    private static final int WITH_NEW_REGION = 7;
    private static final int SUSPENDED = 9;
    private static final int WITHOUT_CONNECTION = 10;

    private Cast() {}

    static List<DemoAccount> of(DemoWorld.Shape shape) {
        List<DemoAccount> accounts = new ArrayList<>();
        for (int i = 0; i < shape.accounts(); i++) {
            accounts.add(account(shape, i));
        }
        return accounts;
    }

    private static DemoAccount account(DemoWorld.Shape shape, int index) {
        SplittableRandom random = new SplittableRandom(shape.seed() * 1_000_003 + index);
        AccountId id = id(index, random);
        Known known = index < KNOWN.size() ? KNOWN.get(index) : stranger(index, random);
        boolean isSuspended = shape.flawed() && index == SUSPENDED;
        boolean isConnected = !isSuspended && (!shape.flawed() || index != WITHOUT_CONNECTION);
        Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
        Set<Planting> plantings = EnumSet.noneOf(Planting.class);
        if (shape.flawed() && isConnected) {
            troubles.addAll(Flaws.troubles(index, random));
            plantings.addAll(Flaws.plantings(index, random));
        }
        return new DemoAccount(
                index,
                known.part(),
                id,
                known.name(),
                plantings.contains(Planting.ROOT_ADDRESS_AT_CONSUMER_PROVIDER)
                        ? slug(known.name()) + "@gmail.com"
                        : "aws+" + slug(known.name()) + "@aws.example.com",
                known.team(),
                isSuspended ? AccountState.SUSPENDED : AccountState.ACTIVE,
                plantings.contains(Planting.ACCOUNT_WITHOUT_TAGS) ? Map.of() : tags(known, plantings),
                isConnected ? "aws_" + slug(known.name()).replace('-', '_') : null,
                regions(shape, index, plantings),
                plantings,
                troubles);
    }

    private static Known stranger(int index, SplittableRandom random) {
        String team = TEAMS.get(random.nextInt(TEAMS.size()));
        String stage = random.nextInt(3) == 0 ? "test" : "prod";
        return new Known(team + "-" + stage + "-" + index, Part.MEMBER, team, stage);
    }

    private static List<String> regions(DemoWorld.Shape shape, int index, Set<Planting> plantings) {
        if (index != WITH_NEW_REGION && !plantings.contains(Planting.OLD_TOKENS_IN_NEW_REGION)) {
            return shape.regions();
        }
        return Stream.concat(shape.regions().stream(), Stream.of(DemoAccount.NEW_REGION))
                .distinct()
                .sorted()
                .toList();
    }

    private static AccountId id(int index, SplittableRandom random) {
        int offset = random.nextInt(100_000_000);
        return new AccountId(
                index < 3
                        ? Integer.toString(index + 1).repeat(12)
                        : Long.toString(400_000_000_000L + index * 104_729_000L + offset));
    }

    private static Map<String, String> tags(Known known, Set<Planting> plantings) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("Owner", known.team() + "@example.com");
        tags.put("environment", known.stage());
        if (!plantings.contains(Planting.BUCKET_WITHOUT_DATA_CLASS)) {
            tags.put("DataClassification", "internal");
        }
        return tags;
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
