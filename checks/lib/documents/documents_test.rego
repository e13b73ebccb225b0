package checks.lib.documents_test

import data.checks.lib.documents

_tables(rows) := {"tables": {"iam_policies_attached": rows}}

test_documents_by_arn if {
	managed := documents.managed with input as _tables([
		{"arn": "arn:a", "policy_std": {"Statement": []}},
		{"arn": "arn:a", "policy_std": {"Statement": []}},
		{"arn": "arn:b", "policy_std": null},
	])
	managed == {"arn:a": {"Statement": []}, "arn:b": null}
}

test_a_policy_in_two_versions_is_not_known if {
	managed := documents.managed with input as _tables([
		{"arn": "arn:a", "policy_std": {"Statement": []}},
		{"arn": "arn:a", "policy_std": {"Statement": [{"Effect": "Deny"}]}},
		{"arn": "arn:b", "policy_std": {"Statement": []}},
	])
	object.keys(managed) == {"arn:b"}
}
