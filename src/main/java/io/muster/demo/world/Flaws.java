package io.muster.demo.world;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What is wrong in which account. */
final class Flaws {

    private static final Map<Integer, Set<Planting>> PLANTINGS = Map.of(
            0, EnumSet.of(Planting.SECURITY_CONTACT_HAS_OLD_PHONE),
            3, EnumSet.of(Planting.NO_BILLING_CONTACT),
            4, EnumSet.of(Planting.SECURITY_CONTACT_IS_A_PERSON),
            5, EnumSet.of(Planting.ROOT_ADDRESS_AT_CONSUMER_PROVIDER),
            7, EnumSet.of(Planting.NO_SECURITY_CONTACT));

    private static final Map<Integer, Set<Trouble>> TROUBLES =
            Map.of(8, EnumSet.of(Trouble.REGION_IS_NOT_COVERED), 11, EnumSet.of(Trouble.CREDENTIALS_ARE_DEAD));

    private Flaws() {}

    static Set<Planting> plantings(int index, SplittableRandom random) {
        return PLANTINGS.getOrDefault(index, Set.of());
    }

    static Set<Trouble> troubles(int index, SplittableRandom random) {
        return TROUBLES.getOrDefault(index, Set.of());
    }
}
