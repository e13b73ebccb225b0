package io.muster.demo.world;

import static io.muster.demo.world.Planting.*;
import static java.util.Map.entry;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What is wrong with sources of logs and with what watches them, in which account, and where such checks arise. */
final class SourceFlaws {

    /** The flaws of the accounts that every world has, by their place in the cast. */
    private static final Map<Integer, Set<Planting>> PLANTINGS = Map.of(
            0,
            EnumSet.of(LOGS_UNPROTECTED, SIEM_MISSES_AN_ACCOUNT, SIEM_LACKS_A_FIELD, SIEM_LACKS_A_SOURCE),
            1,
            EnumSet.of(
                    FINDINGS_NOT_EXPORTED,
                    FINDINGS_SUPPRESSED,
                    TRUSTED_LIST_OF_NOBODY,
                    FINDINGS_NOT_GATHERED,
                    ANALYZER_OF_ONE_ACCOUNT,
                    INSPECTOR_LEAVES_IMAGES,
                    MACIE_RESULTS_ARE_LOST,
                    MACIE_LOOKS_FOR_NOTHING,
                    STORE_MAY_BE_TERMINATED),
            2,
            EnumSet.of(QUEUE_ADMITS_ANYBODY, QUEUE_FORGETS),
            3,
            EnumSet.of(
                    DETECTOR_WITHOUT_CLUSTERS,
                    DETECTIVE_MEMBER_IS_DISABLED,
                    FIREWALL_LOGS_ALERTS_ONLY,
                    CONNECTIONS_ARE_SILENT,
                    TRAIL_KEY_DISABLED,
                    HEALTH_EVENTS_UNHEARD,
                    SUPPORT_HAS_NO_API),
            4,
            EnumSet.of(
                    NO_SECURITY_HUB,
                    CLUSTER_WITHOUT_AUDIT_LOG,
                    API_IS_SILENT,
                    SIGN_INS_WHERE_NOTHING_LOGS,
                    SITE_WITHOUT_WEB_ACL,
                    SUPPORT_IS_SLOW,
                    SHIELD_CALLS_NOBODY,
                    SEARCH_ENDS_AT_THE_REGION),
            5,
            EnumSet.of(
                    DETECTOR_WITHOUT_LOGINS,
                    SITE_IS_SILENT,
                    DATABASE_IS_SILENT,
                    TRAIL_LOG_GROUP_LOST,
                    NAT_GATEWAY_WITHOUT_ALARM,
                    MODELS_ARE_ASKED_UNHEARD),
            6,
            EnumSet.of(
                    DETECTOR_WITHOUT_FUNCTIONS,
                    TRANSIT_GATEWAY_WITHOUT_FLOW_LOG,
                    WEB_ACL_IS_SILENT,
                    WAREHOUSE_IS_SILENT,
                    NOBODY_HEARS_OF_TAMPERING,
                    AGENT_OF_GUARDDUTY_IS_MISSING,
                    QUERY_LOG_STAYS,
                    TRAIL_OF_A_STRANGER),
            7,
            EnumSet.of(
                    DETECTOR_WITHOUT_MALWARE,
                    MACIE_IS_PAUSED,
                    ZONE_WITHOUT_QUERY_LOG,
                    LOAD_BALANCER_IS_SILENT,
                    VPN_IS_SILENT,
                    CLUSTER_LOG_STAYS,
                    DATABASE_EVENTS_UNTOLD,
                    TRAIL_KEY_FOR_ANYBODY),
            8,
            EnumSet.of(DETECTOR_WITHOUT_RUNTIME, FUNCTION_LOG_KEPT_FOR_EVER));

    /** Flaws that belong to one account only. */
    static final Set<Planting> PARTICULAR = EnumSet.of(
            NOBODY_WATCHES_SPENDING,
            NOBODY_HEARS_OF_NEW_ACCOUNTS,
            LOGS_UNPROTECTED,
            SIEM_MISSES_AN_ACCOUNT,
            SIEM_IS_BEHIND,
            SIEM_LACKS_A_FIELD,
            SIEM_LACKS_A_SOURCE,
            SIEM_LACKS_LOG_READS,
            FINDINGS_NOT_EXPORTED,
            FINDINGS_SUPPRESSED,
            TRUSTED_LIST_OF_NOBODY,
            FINDINGS_NOT_GATHERED,
            ANALYZER_OF_ONE_ACCOUNT,
            INSPECTOR_LEAVES_IMAGES,
            MACIE_RESULTS_ARE_LOST,
            MACIE_LOOKS_FOR_NOTHING,
            STORE_MAY_BE_TERMINATED,
            QUEUE_ADMITS_ANYBODY,
            QUEUE_FORGETS,
            SIGN_INS_WHERE_NOTHING_LOGS);

    /** Checks whose question arises in some healthy accounts only. */
    static final Map<String, Predicate<DemoAccount>> ARISES_IN = Map.ofEntries(
            entry("access_analyzer_active", DemoAccount::isSecurity),
            entry("api_access_logs", DemoAccount::isMember),
            entry("account_creation_answered", DemoAccount::isManagement),
            entry("bedrock_invocations_logged", DemoAccount::isMember),
            entry("data_events_searchable", DemoAccount::isLogArchive),
            entry("event_data_stores_kept", DemoAccount::isSecurity),
            entry("new_account_contacts", DemoAccount::isNew),
            entry("resource_search_complete", DemoAccount::isMember),
            entry("shield_calls_somebody", DemoAccount::isMember),
            entry("sensitive_data_use_recorded", DemoAccount::isMember),
            entry("trail_does_not_feed_itself", DemoAccount::isLogArchive),
            entry("identity_center_recorded", DemoAccount::isManagement),
            entry("log_groups_subscribed", DemoAccount::isMember),
            entry("nat_gateway_alarms", DemoAccount::isMember),
            entry("database_events_told", account -> account.isMember() || account.has(WORKLOAD_IN_SECURITY_ACCOUNT)),
            entry("function_logs_kept", DemoAccount::isMember),
            entry("old_metadata_watched", DemoAccount::isMember),
            entry("public_endpoints_behind_web_acl", DemoAccount::isMember),
            entry("spending_watched", DemoAccount::isManagement),
            entry("siem_queue_admits", DemoAccount::isLogArchive),
            entry("siem_queue_keeps", DemoAccount::isLogArchive),
            entry("trail_key_enabled", DemoAccount::isLogArchive),
            entry("trail_key_policy", DemoAccount::isLogArchive),
            entry("trail_log_group_delivery", DemoAccount::isManagement),
            entry("cloudfront_access_logs", DemoAccount::isMember),
            entry("data_store_audit_logs", DemoAccount::isMember),
            entry("database_log_exports", account -> account.isMember() || account.has(WORKLOAD_IN_SECURITY_ACCOUNT)),
            entry("eks_audit_logs_kept", DemoAccount::isMember),
            entry("load_balancer_access_logs", DemoAccount::isMember),
            entry("load_balancer_connection_logs", DemoAccount::isMember),
            entry("network_firewall_logs", DemoAccount::isMember),
            entry("public_zone_query_logs", DemoAccount::isMember),
            entry("transit_gateway_flow_logs", DemoAccount::isMember),
            entry("vpn_connection_logs", DemoAccount::isMember),
            entry("web_acl_logs", DemoAccount::isMember),
            entry("guardduty_coverage_healthy", DemoAccount::isMember),
            entry("guardduty_eks_audit_logs", DemoAccount::isMember),
            entry("guardduty_findings_exported", DemoAccount::isSecurity),
            entry("guardduty_lambda_traffic", account -> account.isMember() || account.isSecurity()),
            entry("guardduty_malware_scan", DemoAccount::isMember),
            entry("guardduty_rds_logins", DemoAccount::isMember),
            entry("guardduty_runtime_monitoring", DemoAccount::isMember),
            entry("guardduty_suppression_narrow", DemoAccount::isSecurity),
            entry("guardduty_trusted_lists_known", DemoAccount::isSecurity),
            entry("inspector_auto_enable", DemoAccount::isSecurity),
            entry("macie_discovery_on", DemoAccount::isSecurity),
            entry("macie_results_kept", DemoAccount::isSecurity),
            entry("security_hub_findings_gathered", DemoAccount::isSecurity));

    /** Checks of trails that accounts have only while the organization's trail does not cover all regions. */
    static final Set<String> OF_OWN_TRAILS = Set.of("own_trails_known");

    /** Checks that reason about gaps themselves, and say of each region what they know of it. */
    static final Set<String> OF_EACH_REGION = Set.of("bedrock_invocations_logged");

    /** Checks that somebody has to answer, which nobody does in the demo. */
    static final Set<String> ATTESTED =
            Set.of("detective_reachable", "findings_path_proven", "logs_searchable", "shell_sessions_logged");

    private SourceFlaws() {}

    static Set<Planting> of(int index) {
        return PLANTINGS.getOrDefault(index, Set.of());
    }
}
