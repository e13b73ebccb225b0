# METADATA
# title: Redshift, OpenSearch, DocumentDB and Neptune keep audit logs
# description: Every Redshift cluster logs, every OpenSearch domain publishes audit logs, and every DocumentDB and Neptune cluster exports its audit log.
# related_resources:
#   - ref: https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html
#   - ref: https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html
# schemas:
#   - input: schema.checks.logging.data_store_audit_logs
# custom:
#   severity: low
#   scope: account
#   inventory: [redshift_clusters, opensearch_domains, docdb_clusters, neptune_clusters]
#   partial: region
#   requirements: [DB-L1]
#   risk: What was read from stores that hold the company's data in bulk cannot be told.
#   fix: Switch on the audit log of the cluster or domain.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     mitre-attack: [DS0015]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.data_store_audit_logs

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no Redshift, OpenSearch, DocumentDB or Neptune") if count(_stores) == 0

findings contains result.in_region(result.with_evidence(result.fail(id, "keeps no audit log"), {"kind": kind}), region) if {
	some [region, id, kind] in _stores
	not [region, id, kind] in _audited
}

findings contains finding if some finding in tally.passes(input.account.id, _good, "data stores keep audit logs")

_good := {[region, sprintf("%s %s", [kind, id])] | some [region, id, kind] in _audited}

_stores contains [cluster.region, cluster.cluster_identifier, "redshift"] if some cluster in input.tables.redshift_clusters

_stores contains [domain.region, domain.domain_name, "opensearch"] if some domain in input.tables.opensearch_domains

_stores contains [cluster.region, cluster.db_cluster_identifier, "docdb"] if some cluster in input.tables.docdb_clusters

_stores contains [cluster.region, cluster.db_cluster_identifier, "neptune"] if some cluster in input.tables.neptune_clusters

_audited contains [cluster.region, cluster.cluster_identifier, "redshift"] if {
	some cluster in input.tables.redshift_clusters
	cluster.logging_enabled == true
}

_audited contains [domain.region, domain.domain_name, "opensearch"] if {
	some domain in input.tables.opensearch_domains
	domain.log_publishing_options.AUDIT_LOGS.Enabled == true
}

_audited contains [cluster.region, cluster.db_cluster_identifier, "docdb"] if {
	some cluster in input.tables.docdb_clusters
	"audit" in cluster.log_exports
}

_audited contains [cluster.region, cluster.db_cluster_identifier, "neptune"] if {
	some cluster in input.tables.neptune_clusters
	"audit" in cluster.log_exports
}
