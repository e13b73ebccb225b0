package io.muster.demo.world;

import static io.muster.demo.world.Planting.Effect.fails;
import static io.muster.demo.world.Planting.Effect.notApplicable;
import static io.muster.demo.world.Planting.Effect.passes;
import static io.muster.demo.world.Planting.Effect.unknown;

import io.muster.finding.Verdict;
import java.util.List;

/** One thing that is wrong in an account, and what the checks must say of it. */
enum Planting {
    // --- contacts
    /** The account is new besides. */
    NO_SECURITY_CONTACT(fails(
            "security_contact_present",
            "security_contact_address",
            "security_contact_details",
            "new_account_contacts",
            "contacts_verified")),
    SECURITY_CONTACT_IS_A_PERSON(fails("security_contact_address", "contacts_verified")),
    SECURITY_CONTACT_HAS_OLD_PHONE(fails("security_contact_details", "contacts_verified")),
    NO_BILLING_CONTACT(fails("other_contacts_present", "contacts_verified")),
    CONTACTS_COULD_NOT_BE_READ(unknown("contacts_verified")),
    ROOT_ADDRESS_AT_CONSUMER_PROVIDER(fails("root_address_company_owned")),

    // --- who owns it
    ACCOUNT_WITHOUT_TAGS(fails("account_owner_known", "resource_tags_resolve"), unknown("roles_of_one_owner")),
    KEY_OF_NOBODY(fails("access_key_owner_known")),
    KEY_FOUND_IN_PUBLIC(fails("leaked_key_quarantine_absent")),

    // --- roles of responders and auditors
    RESPONDER_ROLE_MISSING(
            fails(
                    "responder_role_present",
                    "responder_role_disables_keys",
                    "responder_role_revokes_sessions",
                    "quarantine_groups_ready"),
            notApplicable(
                    "responder_role_keeps_keys",
                    "responder_role_narrow",
                    "responder_role_reserved",
                    "responder_role_session_duration",
                    "responder_role_captures_disks",
                    "responder_role_closes_consoles",
                    "responder_role_detaches_hosts",
                    "responder_role_edits_dns_firewall",
                    "responder_role_freezes_functions",
                    "responder_role_isolates_hosts",
                    "responder_role_opens_cases",
                    "responder_role_reads_evidence",
                    "responder_role_stops_containers",
                    "responder_role_shields_data",
                    "responder_role_trust",
                    "responder_role_unhindered")),
    /** A deny statement takes away what the allow statement before it gives. */
    RESPONDER_ROLE_DENIED_KEYS(fails("responder_role_disables_keys")),
    RESPONDER_ROLE_DELETES_KEYS(fails("responder_role_keeps_keys")),
    RESPONDER_ROLE_CANNOT_UNDO(fails("responder_role_revokes_sessions")),
    RESPONDER_ROLE_TRUSTS_WHOLE_ACCOUNT(fails("responder_role_trust")),
    RESPONDER_ROLE_TRUSTS_PIPELINE(fails("responder_role_trust", "federated_trust_narrow")),
    RESPONDER_ROLE_HAS_LONG_SESSIONS(fails("responder_role_session_duration")),
    /** The boundary leaves identities alone, but not instances. */
    RESPONDER_ROLE_BOUNDED(
            fails("responder_role_unhindered", "responder_role_isolates_hosts", "responder_role_shields_data")),
    RESPONDER_ROLE_WAS_USED(unknown("responder_role_reserved")),
    /** Everything is allowed from one office only, and nobody can tell where responders will sit. */
    RESPONDER_ROLE_BOUND_TO_OFFICE(
            unknown(
                    "quarantine_groups_ready",
                    "responder_role_disables_keys",
                    "responder_role_revokes_sessions",
                    "responder_role_captures_disks",
                    "responder_role_closes_consoles",
                    "responder_role_detaches_hosts",
                    "responder_role_edits_dns_firewall",
                    "responder_role_freezes_functions",
                    "responder_role_isolates_hosts",
                    "responder_role_opens_cases",
                    "responder_role_reads_evidence",
                    "responder_role_stops_containers",
                    "responder_role_shields_data"),
            passes("responder_role_keeps_keys")),
    /** Like the ones that are published: it stops an instance, and knows neither consoles nor buckets nor DNS. */
    RESPONDER_ROLE_IS_HALF_DONE(fails(
            "responder_role_captures_disks",
            "responder_role_closes_consoles",
            "responder_role_detaches_hosts",
            "responder_role_edits_dns_firewall",
            "responder_role_freezes_functions",
            "responder_role_isolates_hosts",
            "responder_role_opens_cases",
            "responder_role_reads_evidence",
            "responder_role_stops_containers",
            "responder_role_shields_data")),
    RESPONDER_ROLE_IS_WIDE(fails("responder_role_narrow")),
    AUDIT_ROLE_MISSING(fails("audit_role_present"), notApplicable("audit_role_reads_no_data")),
    AUDIT_ROLE_CAN_WRITE(fails("audit_role_present")),
    AUDIT_ROLE_READS_DATA(fails("audit_role_reads_no_data")),
    // --- what a drill found, as far as it is not all well
    NEVER_DRILLED(unknown("responder_role_drilled", "responder_role_simulated", "responder_role_reach_simulated")),
    DRILLED_LONG_AGO(unknown("responder_role_drilled", "responder_role_simulated", "responder_role_reach_simulated")),
    DRILL_WAS_REFUSED(
            fails("responder_role_drilled"), unknown("responder_role_simulated", "responder_role_reach_simulated")),
    DRILL_FOUND_A_DENIAL(fails("responder_role_simulated")),
    DRILL_FOUND_A_BOUNDARY(fails("responder_role_simulated", "responder_role_reach_simulated")),
    DRILL_FOUND_HALF_A_ROLE(fails("responder_role_simulated", "responder_role_reach_simulated")),
    OLD_TOKENS_IN_NEW_REGION(fails("global_session_tokens_valid")),

    // --- other identities
    ROOT_HAS_KEYS(fails("root_access_keys_absent")),
    ROOT_WITHOUT_MFA(fails("root_user_locked")),
    VENDOR_WITHOUT_EXTERNAL_ID(fails("external_trust_limited")),
    PIPELINE_OF_ANYBODY(fails("federated_trust_narrow")),
    KEY_WITHOUT_USE(fails("access_keys_in_use")),
    ROLE_WITHOUT_ROOM(fails("roles_have_room")),
    ROLE_OF_TWO_OWNERS(fails("roles_of_one_owner")),

    // --- CloudTrail; accounts need trails of their own, since the organization's covers one region only
    NO_TRAIL(
            fails(
                    "cloudtrail_logging",
                    "cloudtrail_management_events",
                    "cloudtrail_global_events",
                    "cloudtrail_region_coverage",
                    "sensitive_bucket_reads_recorded",
                    "sensitive_data_use_recorded"),
            passes("cloudtrail_delivery", "cloudtrail_digest_delivery", "cloudtrail_log_validation"),
            notApplicable(
                    "own_trails_known",
                    "trail_key_enabled",
                    "trail_key_policy",
                    "trail_log_group_delivery",
                    "trail_bucket_durable",
                    "trail_bucket_encryption",
                    "trail_bucket_notifies",
                    "trail_bucket_policy",
                    "trail_bucket_public_access",
                    "trail_bucket_retention",
                    "trail_bucket_separate")),
    TRAIL_STOPPED(
            fails(
                    "cloudtrail_logging",
                    "cloudtrail_management_events",
                    "cloudtrail_global_events",
                    "cloudtrail_region_coverage",
                    "cloudtrail_delivery",
                    "sensitive_bucket_reads_recorded",
                    "sensitive_data_use_recorded"),
            passes("cloudtrail_digest_delivery", "cloudtrail_log_validation"),
            notApplicable("trail_log_group_delivery", "data_events_searchable", "trail_does_not_feed_itself")),
    TRAIL_OF_ONE_REGION(
            fails(
                    "cloudtrail_logging",
                    "cloudtrail_management_events",
                    "cloudtrail_global_events",
                    "cloudtrail_region_coverage",
                    "sensitive_bucket_reads_recorded",
                    "sensitive_data_use_recorded"),
            notApplicable("data_events_searchable", "trail_does_not_feed_itself")),
    TRAIL_WITHOUT_READS(
            fails("cloudtrail_management_events", "sensitive_bucket_reads_recorded", "sensitive_data_use_recorded")),
    TRAIL_WITHOUT_KMS(fails("cloudtrail_management_events")),
    TRAIL_WITHOUT_GLOBAL_EVENTS(fails("cloudtrail_global_events")),
    TRAIL_UNSIGNED(fails("cloudtrail_log_validation")),
    TRAIL_DIGEST_LATE(fails("cloudtrail_digest_delivery")),
    TRAIL_CANNOT_DELIVER(fails("cloudtrail_delivery")),
    /** It has no data events at all. */
    TRAIL_WITHOUT_OBJECTS(
            fails("sensitive_bucket_reads_recorded", "sensitive_data_use_recorded"),
            notApplicable("data_events_searchable", "trail_does_not_feed_itself")),
    /** And no data events in it. */
    TRAIL_BUCKET_AT_HOME(
            fails("trail_bucket_separate", "sensitive_bucket_reads_recorded", "sensitive_data_use_recorded"),
            passes(
                    "siem_queue_admits",
                    "siem_queue_keeps",
                    "trail_bucket_durable",
                    "trail_bucket_encryption",
                    "trail_bucket_notifies",
                    "trail_bucket_policy",
                    "trail_bucket_public_access",
                    "trail_bucket_retention")),
    /** Nothing is right with it, and the account does not keep its buckets from being public either. */
    TRAIL_BUCKET_AT_HOME_AND_OPEN(fails(
            "trail_bucket_durable",
            "trail_bucket_encryption",
            "trail_bucket_notifies",
            "trail_bucket_policy",
            "trail_bucket_public_access",
            "trail_bucket_retention",
            "trail_bucket_separate",
            "trail_does_not_feed_itself",
            "data_events_searchable",
            "account_public_access_block")),

    // --- networks; each in one region of the account
    VPC_WITHOUT_FLOW_LOG(
            fails("vpc_flow_logs_present"),
            passes(
                    "vpc_flow_log_destination",
                    "vpc_flow_log_fields",
                    "vpc_flow_logs_all_traffic",
                    "vpc_flow_logs_delivered")),
    UNUSED_VPC_WITHOUT_FLOW_LOG(fails("vpc_unused_flow_logs")),
    FLOW_LOG_OF_REJECTS(fails("vpc_flow_logs_all_traffic")),
    FLOW_LOG_CANNOT_DELIVER(fails("vpc_flow_logs_delivered")),
    FLOW_LOG_HAS_DEFAULT_FIELDS(fails("vpc_flow_log_fields")),
    FLOW_LOG_STAYS_IN_ACCOUNT(fails("vpc_flow_log_destination")),
    VPC_WITHOUT_QUERY_LOG(fails("dns_query_logging")),
    INSTANCE_WITH_OLD_METADATA(fails("instance_metadata_v2", "old_metadata_watched")),
    TEMPLATE_WITH_OLD_METADATA(fails("launch_template_metadata_v2")),

    // --- data
    BUCKETS_MAY_BE_PUBLIC(fails("account_public_access_block")),
    BUCKET_WITHOUT_DATA_CLASS(fails("bucket_data_class_known", "account_owner_known", "resource_tags_resolve")),
    AUDIT_LOG_KEPT_TOO_SHORT(fails("log_group_retention")),
    AUDIT_LOG_KEPT_BY_NO_DECISION(fails("log_group_retention")),

    // --- GuardDuty and Config; each in one region of the account
    NO_DETECTOR(
            fails("guardduty_detector_enabled"),
            passes(
                    "guardduty_coverage_healthy",
                    "guardduty_finding_frequency",
                    "guardduty_foundational_sources",
                    "guardduty_membership",
                    "guardduty_s3_protection")),
    DETECTOR_SUSPENDED(
            fails("guardduty_detector_enabled"),
            passes("guardduty_coverage_healthy"),
            notApplicable("guardduty_findings_leave")),
    DETECTOR_WITHOUT_DNS(fails("guardduty_foundational_sources")),
    DETECTOR_WITHOUT_OBJECTS(fails("guardduty_s3_protection")),
    DETECTOR_IS_SLOW(fails("guardduty_finding_frequency")),
    /** Its findings are nobody else's, and nothing sends them on. */
    DETECTOR_IS_ALONE(fails("guardduty_membership", "guardduty_findings_leave", "guardduty_findings_exported")),
    RECORDER_OFF(fails("config_recorder_on")),
    CONFIG_STAYS_IN_ACCOUNT(fails("config_delivery_central")),

    // --- what watches; each in one region of the account
    /** Clusters and their logins are in the first region, everything else is in the last. */
    DETECTOR_WITHOUT_CLUSTERS(fails("guardduty_eks_audit_logs")),
    DETECTOR_WITHOUT_LOGINS(fails("guardduty_rds_logins")),
    DETECTOR_WITHOUT_FUNCTIONS(fails("guardduty_lambda_traffic")),
    DETECTOR_WITHOUT_MALWARE(fails("guardduty_malware_scan")),
    DETECTOR_WITHOUT_RUNTIME(fails("guardduty_runtime_monitoring"), passes("guardduty_coverage_healthy")),
    AGENT_OF_GUARDDUTY_IS_MISSING(fails("guardduty_coverage_healthy")),
    NO_SECURITY_HUB(fails("security_hub_enabled")),
    MACIE_IS_PAUSED(fails("macie_enabled")),
    DETECTIVE_MEMBER_IS_DISABLED(fails("detective_members_enabled")),

    // --- what keeps logs
    TRANSIT_GATEWAY_WITHOUT_FLOW_LOG(fails("transit_gateway_flow_logs")),
    FIREWALL_LOGS_ALERTS_ONLY(fails("network_firewall_logs")),
    ZONE_WITHOUT_QUERY_LOG(fails("public_zone_query_logs")),
    CLUSTER_WITHOUT_AUDIT_LOG(fails("eks_audit_logs_kept")),
    SITE_IS_SILENT(fails("cloudfront_access_logs")),
    WEB_ACL_IS_SILENT(fails("web_acl_logs")),
    LOAD_BALANCER_IS_SILENT(fails("load_balancer_access_logs")),
    CONNECTIONS_ARE_SILENT(fails("load_balancer_connection_logs")),
    API_IS_SILENT(fails("api_access_logs")),
    DATABASE_IS_SILENT(fails("database_log_exports")),
    WAREHOUSE_IS_SILENT(fails("data_store_audit_logs")),
    VPN_IS_SILENT(fails("vpn_connection_logs")),
    TRAIL_KEY_DISABLED(fails("trail_key_enabled"), passes("trail_key_policy")),
    TRAIL_KEY_FOR_ANYBODY(fails("trail_key_policy"), passes("trail_key_enabled")),
    TRAIL_LOG_GROUP_LOST(fails("trail_log_group_delivery")),
    NOBODY_HEARS_OF_TAMPERING(unknown("tamper_alerts")),
    /** People sign in where only the account's own trail would look, and it is stopped. */
    SIGN_INS_WHERE_NOTHING_LOGS(fails("identity_center_recorded")),
    CLUSTER_LOG_STAYS(fails("log_groups_subscribed")),
    QUERY_LOG_STAYS(fails("dns_query_log_destinations")),
    NAT_GATEWAY_WITHOUT_ALARM(fails("nat_gateway_alarms")),
    SITE_WITHOUT_WEB_ACL(fails("public_endpoints_behind_web_acl")),
    TRAIL_OF_A_STRANGER(fails("own_trails_known"), notApplicable("trail_bucket_separate")),
    FUNCTION_LOG_KEPT_FOR_EVER(fails("function_logs_kept")),
    DATABASE_EVENTS_UNTOLD(fails("database_events_told")),

    // --- what keeps logs, in the log archive and the security account
    QUEUE_ADMITS_ANYBODY(fails("siem_queue_admits")),
    QUEUE_FORGETS(fails("siem_queue_keeps")),
    STORE_MAY_BE_TERMINATED(fails("event_data_stores_kept")),

    // --- what keeps logs, in the management account
    NOBODY_WATCHES_SPENDING(unknown("spending_watched")),
    LOGS_UNPROTECTED(fails("logging_protected")),
    NOBODY_HEARS_OF_NEW_ACCOUNTS(unknown("account_creation_answered")),

    // --- what watches, in the security account
    FINDINGS_NOT_EXPORTED(fails("guardduty_findings_exported")),
    FINDINGS_SUPPRESSED(fails("guardduty_suppression_narrow")),
    TRUSTED_LIST_OF_NOBODY(fails("guardduty_trusted_lists_known")),
    FINDINGS_NOT_GATHERED(fails("security_hub_findings_gathered")),
    ANALYZER_OF_ONE_ACCOUNT(fails("access_analyzer_active")),
    INSPECTOR_LEAVES_IMAGES(fails("inspector_auto_enable")),
    MACIE_RESULTS_ARE_LOST(fails("macie_results_kept")),
    MACIE_LOOKS_FOR_NOTHING(fails("macie_discovery_on")),

    // --- hosts, disks and copies of data; each in one region of the account
    INSTANCE_WITHOUT_AGENT(fails("instances_managed")),
    SSH_OPEN_TO_THE_WORLD(fails("admin_ports_closed")),
    SNAPSHOTS_MAY_BE_PUBLIC(fails("snapshots_never_public")),
    PEERED_WITH_A_STRANGER(fails("peering_within_organization")),
    IMAGE_IS_SHARED(fails("images_kept")),
    BUCKET_COPIED_TO_A_STRANGER(fails("bucket_replication_kept")),
    TABLE_NOT_RESTORABLE(fails("tables_restorable")),
    VAULT_NOT_LOCKED(fails("backup_vaults_locked")),
    DISK_KEY_OF_ONE_ROLE(fails("volume_keys_open_to_responder", "malware_scan_reaches_disks")),
    DEFAULT_GROUP_OPEN(fails("default_groups_closed")),
    TRANSIT_GATEWAY_OF_A_STRANGER(fails("transit_gateways_within_organization")),
    NETWORK_ACL_WITHOUT_ROOM(fails("network_acls_have_room")),
    QUARANTINE_GROUP_IN_USE(fails("quarantine_groups_idle")),
    QUARANTINE_GROUP_UNPROTECTED(fails("quarantine_groups_protected")),
    AGENT_WITHOUT_ENDPOINT(fails("session_manager_endpoints")),
    WORKLOAD_REACHES_HOSTS(fails("workload_roles_reach_no_hosts")),
    CLUSTER_CLOSED_TO_RESPONDERS(fails("clusters_open_to_responders")),
    DISKS_UNDER_KEY_OF_AWS(fails("volume_snapshots_shareable")),
    DATABASE_IS_PUBLIC(fails("databases_not_public")),
    DATABASE_WITHOUT_BACKUPS(fails("database_backups_kept")),
    DATABASE_SNAPSHOT_IS_SHARED(fails("rds_snapshots_kept")),
    SNAPSHOT_IS_PUBLIC(fails("ebs_snapshots_kept")),
    BUCKET_WITHOUT_VERSIONS(fails("sensitive_buckets_versioned")),
    /** Neither the bucket nor the account has a tag for it; a rule of the configuration tells that the data is sensitive. */
    BUCKET_SENSITIVE_BY_RULE(fails("sensitive_buckets_versioned")),
    /** No tag and no rule tells; Macie's score does. */
    BUCKET_SENSITIVE_BY_MACIE(fails("sensitive_buckets_versioned")),
    BUCKET_READ_BY_A_STRANGER(fails("bucket_policies_kept")),
    MODELS_ARE_ASKED_UNHEARD(fails("bedrock_invocations_logged")),
    SUPPORT_IS_SLOW(fails("support_plan_answers")),
    SUPPORT_HAS_NO_API(unknown("support_plan_answers")),
    SHIELD_CALLS_NOBODY(fails("shield_calls_somebody")),
    SEARCH_ENDS_AT_THE_REGION(fails("resource_search_complete")),
    HEALTH_EVENTS_UNHEARD(fails("health_events_delivered")),
    CONTACT_WITHOUT_COUNTRY(fails("primary_contact_complete")),

    // --- the security account
    NEW_ACCOUNTS_ONLY(fails("guardduty_auto_enable")),
    FINDINGS_STAY_IN_A_REGION(fails("guardduty_findings_leave")),
    FINDINGS_WITHOUT_DEAD_LETTERS(fails("finding_rules_keep_undelivered")),
    FINDINGS_FOR_A_STOPPED_FUNCTION(fails("finding_functions_run")),
    ONLY_GUARDDUTY_FINDINGS_LEAVE(fails("security_findings_delivered")),
    WORKLOAD_IN_SECURITY_ACCOUNT(
            fails("security_account_workload_free"), passes("database_backups_kept", "databases_not_public")),

    // --- the SIEM, planted in the management account
    SIEM_MISSES_AN_ACCOUNT(fails("siem_sees_every_account")),
    SIEM_IS_BEHIND(fails("siem_keeps_up")),
    SIEM_LACKS_A_FIELD(fails("siem_parses_fields")),
    SIEM_LACKS_A_SOURCE(fails("siem_gets_other_sources")),
    SIEM_LACKS_LOG_READS(fails("siem_sees_log_reads")),

    // --- the organization, planted in the management account
    REGIONS_CLOSED_TO_RESPONDERS(fails("responder_role_not_locked_out")),
    RESPONDER_ROLE_UNPROTECTED(fails("responder_role_protected")),
    CONTACTS_UNPROTECTED(fails("security_contact_protected")),
    NO_QUARANTINE_POLICY(fails("quarantine_policy_prepared")),
    TAG_POLICY_FOR_OWNERS_ONLY(fails("tag_policy_covers_keys")),
    CONTACTS_NOT_DELEGATED(fails("contact_management_delegated")),
    ORGANIZATION_TRAIL_COVERS_ONE_REGION(fails("cloudtrail_organization_trail")),
    GUARDDUTY_DELEGATED_TO_ANOTHER(fails("security_services_delegated", "guardduty_administrator_delegated")),
    MACIE_WITHOUT_TRUSTED_ACCESS(fails("trusted_access_enabled")),
    NO_SERVICE_CONTROL_POLICIES(fails("organization_all_features"));

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final List<Effect> effects;

    /** Checks and what they must say; where nothing is said, they say what they say of a healthy account. */
    record Effect(Verdict verdict, List<String> checks) {

        Effect {
            checks = List.copyOf(checks);
        }

        static Effect fails(String... checks) {
            return new Effect(Verdict.FAIL, List.of(checks));
        }

        static Effect passes(String... checks) {
            return new Effect(Verdict.PASS, List.of(checks));
        }

        static Effect unknown(String... checks) {
            return new Effect(Verdict.UNKNOWN, List.of(checks));
        }

        static Effect notApplicable(String... checks) {
            return new Effect(Verdict.NOT_APPLICABLE, List.of(checks));
        }
    }

    Planting(Effect... effects) {
        this.effects = List.of(effects);
    }

    List<Effect> effects() {
        return effects;
    }

    /** Whether both say something of the same check, so that one account cannot have both. */
    boolean meets(Planting other) {
        return effects.stream()
                .flatMap(effect -> effect.checks().stream())
                .anyMatch(check -> other.effects.stream()
                        .anyMatch(effect -> effect.checks().contains(check)));
    }
}
