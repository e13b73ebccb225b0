package io.muster.demo.world;

import static io.muster.demo.world.Planting.*;
import static java.util.Map.entry;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What is wrong where in identities, containment, recovery and sharing, and where such questions arise. */
final class ContainmentFlaws {

    /** The flaws of the accounts that every world has, by their place in the cast. */
    static final Map<Integer, Set<Planting>> PLANTINGS = Map.of(
            0, EnumSet.of(REGIONS_CLOSED_TO_RESPONDERS, NO_QUARANTINE_POLICY),
            3,
                    EnumSet.of(
                            RESPONDER_ROLE_IS_HALF_DONE,
                            PIPELINE_OF_ANYBODY,
                            ROLE_OF_TWO_OWNERS,
                            INSTANCE_WITHOUT_AGENT,
                            TABLE_NOT_RESTORABLE,
                            VAULT_NOT_LOCKED,
                            NETWORK_ACL_WITHOUT_ROOM,
                            CLUSTER_CLOSED_TO_RESPONDERS),
            4,
                    EnumSet.of(
                            RESPONDER_ROLE_IS_WIDE,
                            CONTACT_WITHOUT_COUNTRY,
                            BUCKET_WITHOUT_VERSIONS,
                            DEFAULT_GROUP_OPEN,
                            SSH_OPEN_TO_THE_WORLD,
                            DATABASE_IS_PUBLIC,
                            IMAGE_IS_SHARED,
                            SNAPSHOT_IS_PUBLIC),
            5,
                    EnumSet.of(
                            ROOT_WITHOUT_MFA,
                            SNAPSHOTS_MAY_BE_PUBLIC,
                            BUCKET_SENSITIVE_BY_MACIE,
                            TRANSIT_GATEWAY_OF_A_STRANGER,
                            QUARANTINE_GROUP_UNPROTECTED),
            6, EnumSet.of(ROLE_WITHOUT_ROOM, DISKS_UNDER_KEY_OF_AWS, PEERED_WITH_A_STRANGER, QUARANTINE_GROUP_IN_USE),
            7,
                    EnumSet.of(
                            AUDIT_ROLE_READS_DATA,
                            VENDOR_WITHOUT_EXTERNAL_ID,
                            BUCKET_SENSITIVE_BY_RULE,
                            DISK_KEY_OF_ONE_ROLE,
                            DATABASE_WITHOUT_BACKUPS,
                            AGENT_WITHOUT_ENDPOINT,
                            WORKLOAD_REACHES_HOSTS),
            8,
                    EnumSet.of(
                            ROOT_HAS_KEYS,
                            BUCKET_COPIED_TO_A_STRANGER,
                            BUCKET_READ_BY_A_STRANGER,
                            KEY_WITHOUT_USE,
                            DATABASE_SNAPSHOT_IS_SHARED));
    /** Flaws that belong to one account only: they are no matter of chance. */
    static final Set<Planting> PARTICULAR = EnumSet.of(
            REGIONS_CLOSED_TO_RESPONDERS,
            RESPONDER_ROLE_UNPROTECTED,
            CONTACTS_UNPROTECTED,
            NO_QUARANTINE_POLICY,
            TAG_POLICY_FOR_OWNERS_ONLY);

    /** Checks whose question arises in some healthy accounts only. */
    static final Map<String, Predicate<DemoAccount>> ARISES_IN = Map.ofEntries(
            entry("database_backups_kept", DemoAccount::isMember),
            entry("backup_vaults_locked", DemoAccount::isMember),
            entry("bucket_replication_kept", DemoAccount::isMember),
            entry("images_kept", DemoAccount::isMember),
            entry("tables_restorable", DemoAccount::isMember),
            entry("volume_keys_open_to_responder", DemoAccount::isMember),
            entry("malware_scan_reaches_disks", DemoAccount::isMember),
            entry("transit_gateways_within_organization", DemoAccount::isMember),
            entry("clusters_open_to_responders", DemoAccount::isMember),
            entry("databases_not_public", DemoAccount::isMember),
            entry("ebs_snapshots_kept", DemoAccount::isMember),
            entry("federated_trust_narrow", DemoAccount::isMember),
            entry("instances_managed", DemoAccount::isMember),
            entry("peering_within_organization", DemoAccount::isMember),
            entry("quarantine_groups_idle", DemoAccount::isMember),
            entry("quarantine_groups_protected", DemoAccount::isMember),
            entry("rds_snapshots_kept", DemoAccount::isMember),
            entry("roles_of_one_owner", account -> account.isMember() || account.isSecurity()),
            entry("session_manager_endpoints", DemoAccount::isMember),
            entry("volume_snapshots_shareable", DemoAccount::isMember));

    /** Checks that somebody has to answer, which nobody does in the demo. */
    static final Set<String> ATTESTED = Set.of(
            "break_glass_tested",
            "connection_tracking_planned",
            "contact_list_alive",
            "containment_decided",
            "containment_policies_prepared",
            "containment_rehearsed",
            "dns_choice_made",
            "exercise_held",
            "forensic_tools_staged",
            "forensics_account_prepared",
            "original_state_kept",
            "other_playbooks_considered",
            "pivot_queries_ready",
            "playbooks_reviewed",
            "runbooks_find_the_vector",
            "support_case_path_known");

    private ContainmentFlaws() {}
}
