# METADATA
# title: Fields that investigations search by are extracted in the SIEM
# description: CloudTrail events in the SIEM have the fields that searches need, such as the user's ARN, the access key and the address, and readOnly can be searched for true and for false.
# related_resources:
#   - ref: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
# schemas:
#   - input: schema.checks.logging.siem_parses_fields
# custom:
#   severity: high
#   scope: organization
#   inventory: [siem_cloudtrail_fields]
#   requirements: [SIEM-09, SIEM-10]
#   risk: A search for the stolen key finds nothing, although the events are there, and everybody believes it.
#   fix: Mend the extraction of the field in the SIEM's configuration of CloudTrail, and search again.
#   frameworks:
#     nist-800-61r3: [PR.PS-04]
package checks.logging.siem_parses_fields

import future.keywords.not

import data.checks.lib.result

# Fewer events than these may lack a field that only some events have.
_enough := 1000

# Fields that nearly every event has, and the least part of events that must have them.
_always := {
	"event_name": "eventName",
	"event_source": "eventSource",
	"aws_region": "awsRegion",
	"recipient_account": "recipientAccountId",
	"source_ip_address": "sourceIPAddress",
	"user_agent": "userAgent",
	"user_identity_type": "userIdentity.type",
}

_least_part := 0.9

# Fields that some of so many events have.
_sometimes := {
	"user_identity_arn": "userIdentity.arn",
	"user_identity_principal_id": "userIdentity.principalId",
	"user_identity_access_key_id": "userIdentity.accessKeyId",
	"session_issuer_arn": "userIdentity.sessionContext.sessionIssuer.arn",
	"error_code": "errorCode",
	"resource_arn": "resources[].ARN",
	"read_only_true": "readOnly=true",
	"read_only_false": "readOnly=false",
}

findings contains result.unknown(input.organization.id, message) if {
	count(_rows) == 0
	message := sprintf("has fewer than %v CloudTrail events of the last 4 hours in the SIEM, too few to tell", [_enough])
}

findings contains result.with_evidence(result.fail(field, message), {"events": row.events, "with field": row[column]}) if {
	some row in _rows
	some column, field in _always
	is_number(row[column])
	not column in _good
	message := sprintf("is in %v of %v CloudTrail events in the SIEM, and should be in nearly all", [row[column], row.events])
}

findings contains result.with_evidence(result.fail(field, message), {"events": row.events}) if {
	some row in _rows
	some column, field in _sometimes
	is_number(row[column])
	not column in _good
	message := sprintf("finds none of %v CloudTrail events in the SIEM", [row.events])
}

findings contains result.unknown(field, "is a field that the SIEM did not count") if {
	some row in _rows
	some column, field in object.union(_always, _sometimes)
	not is_number(row[column])
}

findings contains result.pass(input.organization.id, count(_good), message) if {
	count(_good) > 0
	message := sprintf("has %v of %v fields extracted in the SIEM", [count(_good), count(_always) + count(_sometimes)])
}

_rows := [row |
	some row in input.organization.tables.siem_cloudtrail_fields
	row.events >= _enough
]

_good contains column if {
	some row in _rows
	some column, _ in _always
	row[column] >= row.events * _least_part
}

_good contains column if {
	some row in _rows
	some column, _ in _sometimes
	row[column] > 0
}
