package checks.logging.trail_bucket_durable_test

import data.checks.lib.expect
import data.checks.logging.trail_bucket_durable as check

test_pass_durable if expect.verdicts(_asked({}), {["333333333333", "pass"]})

test_pass_mfa_delete_instead_of_lock if {
	answer := _asked({"s3_bucket_versioning": [{"name": "org-trail", "versioning_enabled": true, "versioning_mfa_delete": true}], "s3_bucket_object_lock": [{"name": "org-trail", "object_lock_configuration": null}]})
	expect.verdicts(answer, {["333333333333", "pass"]})
}

test_fail_neither_lock_nor_mfa_delete if {
	expect.verdicts(_asked({"s3_bucket_object_lock": [{"name": "org-trail", "object_lock_configuration": null}]}), {["org-trail", "fail"]})
}

test_fail_expires_early if {
	rules := [{"Status": "Enabled", "Expiration": {"Days": 90}}]
	expect.verdicts(_asked({"s3_bucket_lifecycle": [{"name": "org-trail", "lifecycle_rules": rules}]}), {["org-trail", "fail"]})
}

test_pass_never_expires if {
	expect.verdicts(_asked({"s3_bucket_lifecycle": [{"name": "org-trail", "lifecycle_rules": null}]}), {["333333333333", "pass"]})
}

test_null_settings if {
	answer := _asked({
		"s3_bucket_versioning": [{"name": "org-trail", "versioning_enabled": null, "versioning_mfa_delete": null}],
		"s3_bucket_object_lock": [{"name": "org-trail", "object_lock_configuration": null}],
		"s3_bucket_public_access": [{"name": "org-trail", "block_public_acls": null, "block_public_policy": null, "ignore_public_acls": null, "restrict_public_buckets": null}],
		"s3_bucket_encryption": [{"name": "org-trail", "server_side_encryption_configuration": null}],
	})
	expect.verdicts(answer, {["org-trail", "fail"]})
}

test_absent_no_bucket if {
	answer := check.findings with input as object.union(_input({}), {"tables": object.union(_input({}).tables, {"s3_buckets": []})})
	expect.verdicts(answer, {["333333333333", "not-applicable"]})
}

test_not_applicable_bucket_of_no_trail if {
	answer := check.findings with input as object.union(_input({}), {"organization": {"tables": {"cloudtrail_organization_trails": []}}})
	expect.verdicts(answer, {["333333333333", "not-applicable"]})
}

_asked(changes) := answer if {
	answer := check.findings with input as _input(changes)
}

_input(changes) := {
	"account": {"id": "333333333333", "regions": ["us-east-1"]},
	"organization": {"id": "o-1", "tables": {"cloudtrail_organization_trails": [{"arn": "arn:aws:cloudtrail:us-east-1:111111111111:trail/org", "region": "us-east-1", "s3_bucket_name": "org-trail"}]}},
	"expectations": {"log-archive-account": "333333333333", "security-account": "222222222222", "log-retention": 31536000},
	"tables": object.union({"cloudtrail_trails": [], "s3_buckets": [{"name": "org-trail", "arn": "arn:aws:s3:::org-trail", "region": "us-east-1"}], "s3_bucket_versioning": [{"name": "org-trail", "versioning_enabled": true, "versioning_mfa_delete": false}], "s3_bucket_object_lock": [{"name": "org-trail", "object_lock_configuration": {"ObjectLockEnabled": "Enabled"}}], "s3_bucket_public_access": [{"name": "org-trail", "block_public_acls": true, "block_public_policy": true, "ignore_public_acls": true, "restrict_public_buckets": false}], "s3_bucket_encryption": [{"name": "org-trail", "server_side_encryption_configuration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}}], "s3_bucket_lifecycle": [{"name": "org-trail", "lifecycle_rules": [{"Status": "Enabled", "Expiration": {"Days": 400}}]}]}, changes),
}
