package io.muster.demo.world;

import static io.muster.demo.world.Planting.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** What is wrong in which account. */
final class Flaws {

    /** The flaws of the accounts that every world has, by their place in the cast. */
    private static final Map<Integer, Set<Planting>> PLANTINGS = Map.of(
            0,
            EnumSet.of(
                    SECURITY_CONTACT_HAS_OLD_PHONE,
                    CONTACTS_NOT_DELEGATED,
                    GUARDDUTY_DELEGATED_TO_ANOTHER,
                    ORGANIZATION_TRAIL_COVERS_ONE_REGION),
            1,
            EnumSet.of(
                    WORKLOAD_IN_SECURITY_ACCOUNT,
                    NEW_ACCOUNTS_ONLY,
                    FINDINGS_STAY_IN_A_REGION,
                    FINDINGS_WITHOUT_DEAD_LETTERS,
                    FINDINGS_FOR_A_STOPPED_FUNCTION,
                    ONLY_GUARDDUTY_FINDINGS_LEAVE),
            3,
            EnumSet.of(
                    NO_BILLING_CONTACT,
                    RESPONDER_ROLE_HAS_LONG_SESSIONS,
                    RESPONDER_ROLE_WAS_USED,
                    DETECTOR_WITHOUT_OBJECTS,
                    FLOW_LOG_HAS_DEFAULT_FIELDS,
                    FLOW_LOG_CANNOT_DELIVER,
                    AUDIT_LOG_KEPT_BY_NO_DECISION),
            4,
            EnumSet.of(
                    SECURITY_CONTACT_IS_A_PERSON,
                    RESPONDER_ROLE_TRUSTS_PIPELINE,
                    OLD_TOKENS_IN_NEW_REGION,
                    TRAIL_STOPPED,
                    NO_DETECTOR,
                    RECORDER_OFF,
                    INSTANCE_WITH_OLD_METADATA,
                    BUCKETS_MAY_BE_PUBLIC,
                    AUDIT_LOG_KEPT_TOO_SHORT),
            5,
            EnumSet.of(
                    ROOT_ADDRESS_AT_CONSUMER_PROVIDER,
                    ACCOUNT_WITHOUT_TAGS,
                    RESPONDER_ROLE_DENIED_KEYS,
                    AUDIT_ROLE_CAN_WRITE,
                    TRAIL_WITHOUT_KMS,
                    TRAIL_UNSIGNED,
                    DETECTOR_WITHOUT_DNS,
                    DETECTOR_IS_SLOW,
                    FLOW_LOG_STAYS_IN_ACCOUNT,
                    VPC_WITHOUT_QUERY_LOG,
                    TRAIL_BUCKET_AT_HOME),
            6,
            EnumSet.of(
                    RESPONDER_ROLE_TRUSTS_WHOLE_ACCOUNT,
                    RESPONDER_ROLE_BOUNDED,
                    KEY_FOUND_IN_PUBLIC,
                    KEY_OF_NOBODY,
                    TRAIL_OF_ONE_REGION,
                    DETECTOR_IS_ALONE,
                    FLOW_LOG_OF_REJECTS,
                    TEMPLATE_WITH_OLD_METADATA),
            7,
            EnumSet.of(
                    NO_SECURITY_CONTACT,
                    RESPONDER_ROLE_DELETES_KEYS,
                    RESPONDER_ROLE_CANNOT_UNDO,
                    TRAIL_DIGEST_LATE,
                    TRAIL_CANNOT_DELIVER,
                    VPC_WITHOUT_FLOW_LOG,
                    TRAIL_BUCKET_AT_HOME_AND_OPEN,
                    BUCKET_WITHOUT_DATA_CLASS,
                    CONFIG_STAYS_IN_ACCOUNT),
            8,
            EnumSet.of(
                    RESPONDER_ROLE_MISSING,
                    AUDIT_ROLE_MISSING,
                    TRAIL_WITHOUT_GLOBAL_EVENTS,
                    TRAIL_WITHOUT_OBJECTS,
                    UNUSED_VPC_WITHOUT_FLOW_LOG));

    /** What a drill found in them, and a verification of contacts; in line with what is wrong with their roles. */
    private static final Map<Integer, Set<Planting>> NOTED = Map.of(
            2, EnumSet.of(DRILLED_LONG_AGO),
            3, EnumSet.of(DRILL_FOUND_HALF_A_ROLE),
            4, EnumSet.of(NEVER_DRILLED),
            5, EnumSet.of(DRILL_FOUND_A_DENIAL),
            6, EnumSet.of(DRILL_FOUND_A_BOUNDARY, CONTACTS_COULD_NOT_BE_READ),
            7, EnumSet.of(NEVER_DRILLED),
            8, EnumSet.of(DRILL_WAS_REFUSED));

    private static final Map<Integer, Set<Trouble>> TROUBLES = Map.of(
            3,
            EnumSet.of(Trouble.INSTANCES_THROTTLED_ONCE, Trouble.KEYS_RESET_ONCE, Trouble.TRAILS_DENIED_IN_A_REGION),
            4,
            EnumSet.of(Trouble.FLOW_LOGS_DENIED_IN_A_REGION),
            5,
            EnumSet.of(Trouble.FUNCTIONS_THROTTLED_IN_A_REGION, Trouble.ACCESS_KEYS_LOSE_ALL_ROWS),
            6,
            EnumSet.of(Trouble.SNAPSHOTS_HANG_IN_A_REGION, Trouble.BUCKET_TAGS_DENIED),
            7,
            EnumSet.of(Trouble.RECORDERS_LOSE_A_REGION),
            8,
            EnumSet.of(Trouble.REGION_IS_NOT_COVERED),
            11,
            EnumSet.of(Trouble.CREDENTIALS_ARE_DEAD));

    /** Each of these befalls one of a hundred further accounts. Hanging is not among them: it costs minutes. */
    private static final List<Trouble> RARE = List.of(
            Trouble.CREDENTIALS_ARE_DEAD,
            Trouble.FLOW_LOGS_DENIED_IN_A_REGION,
            Trouble.TRAILS_DENIED_IN_A_REGION,
            Trouble.RECORDERS_LOSE_A_REGION,
            Trouble.ACCESS_KEYS_LOSE_ALL_ROWS,
            Trouble.BUCKET_TAGS_DENIED,
            Trouble.INSTANCES_THROTTLED_ONCE);

    /** Flaws that belong to one account only: they are no matter of chance. */
    private static final Set<Planting> PARTICULAR = EnumSet.of(
            WORKLOAD_IN_SECURITY_ACCOUNT,
            NEW_ACCOUNTS_ONLY,
            FINDINGS_STAY_IN_A_REGION,
            FINDINGS_WITHOUT_DEAD_LETTERS,
            FINDINGS_FOR_A_STOPPED_FUNCTION,
            ONLY_GUARDDUTY_FINDINGS_LEAVE,
            ORGANIZATION_TRAIL_COVERS_ONE_REGION,
            CONTACTS_NOT_DELEGATED,
            GUARDDUTY_DELEGATED_TO_ANOTHER,
            MACIE_WITHOUT_TRUSTED_ACCESS,
            NO_SERVICE_CONTROL_POLICIES,
            CONTACTS_COULD_NOT_BE_READ,
            BUCKET_SENSITIVE_BY_RULE,
            BUCKET_SENSITIVE_BY_MACIE,
            NEVER_DRILLED,
            DRILLED_LONG_AGO,
            DRILL_WAS_REFUSED,
            DRILL_FOUND_A_DENIAL,
            DRILL_FOUND_A_BOUNDARY,
            DRILL_FOUND_HALF_A_ROLE);

    private static final int KNOWN = 12;

    private Flaws() {}

    static Set<Planting> plantings(int index, SplittableRandom random) {
        Set<Planting> plantings = EnumSet.noneOf(Planting.class);
        if (index < KNOWN) {
            plantings.addAll(PLANTINGS.getOrDefault(index, Set.of()));
            plantings.addAll(NOTED.getOrDefault(index, Set.of()));
            plantings.addAll(SourceFlaws.of(index));
            plantings.addAll(ContainmentFlaws.PLANTINGS.getOrDefault(index, Set.of()));
            return plantings;
        }
        if (random.nextInt(100) < 45) {
            Set<Planting> anywhere = EnumSet.complementOf(EnumSet.copyOf(PARTICULAR));
            anywhere.removeAll(SourceFlaws.PARTICULAR);
            anywhere.removeAll(ContainmentFlaws.PARTICULAR);
            List<Planting> common = List.copyOf(anywhere);
            for (int i = random.nextInt(3); i >= 0; i--) {
                Planting planting = common.get(random.nextInt(common.size()));
                if (plantings.stream().noneMatch(planting::meets)) {
                    plantings.add(planting);
                }
            }
        }
        if (index % 3 == 1 || plantings.stream().anyMatch(Flaws::isOfRoles)) {
            plantings.add(NEVER_DRILLED);
        }
        return plantings;
    }

    /** Where something is wrong with a role, a drill would find it; the drill of the demo has come to the first accounts only. */
    private static boolean isOfRoles(Planting planting) {
        return planting.name().startsWith("RESPONDER_ROLE_") || planting.name().startsWith("AUDIT_ROLE_");
    }

    static Set<Trouble> troubles(int index, SplittableRandom random) {
        if (index < KNOWN) {
            return TROUBLES.getOrDefault(index, Set.of());
        }
        int chance = random.nextInt(100);
        return chance < RARE.size() ? EnumSet.of(RARE.get(chance)) : Set.of();
    }
}
