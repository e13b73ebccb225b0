package checks.access.organization_all_features_test

import data.checks.access.organization_all_features as check
import data.checks.lib.expect

_enabled := [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}, {"Type": "TAG_POLICY", "Status": "ENABLED"}]

test_pass_all_features if expect.verdicts(_answer("ALL", _enabled), {["o-example", "pass"]})

test_fail_consolidated_billing if expect.verdicts(_answer("CONSOLIDATED_BILLING", []), {["o-example", "fail"]})

test_fail_other_policies_only if {
	expect.verdicts(_answer("ALL", [{"Type": "TAG_POLICY", "Status": "ENABLED"}]), {["o-example", "fail"]})
}

test_fail_pending if {
	types := [{"Type": "SERVICE_CONTROL_POLICY", "Status": "PENDING_ENABLE"}]
	expect.verdicts(_answer("ALL", types), {["o-example", "fail"]})
}

test_null_row if {
	expect.verdicts(_answer(null, null), {["o-example", "unknown"]})
	expect.verdicts(_answer("ALL", null), {["o-example", "fail"]})
}

test_absent_no_rows if {
	answer := check.findings with input as {"organization": {"id": "o-example", "tables": {
		"organizations_organization": [],
		"organizations_root": [],
	}}}
	expect.verdicts(answer, {["o-example", "unknown"]})
}

_answer(feature_set, types) := answer if {
	answer := check.findings with input as {"organization": {"id": "o-example", "tables": {
		"organizations_organization": [{"account_id": "999999999999", "organization_id": "o-example", "organization_feature_set": feature_set}],
		"organizations_root": [{"id": "r-ab12", "name": "Root", "policy_types": types}],
	}}}
}
