package checks.lib.noted_test

import data.checks.lib.noted

test_a_note_counts_for_ninety_days if {
	noted.standing("pass", "2026-08-26T05:00:00Z", "2026-11-24T05:00:00Z") == "pass"
	noted.standing("fail", "2026-08-26T05:00:00Z", "2026-11-24T05:00:00Z") == "fail"
	noted.standing("pass", "2026-08-26T04:59:59Z", "2026-11-24T05:00:00Z") == "outdated"
}

test_many_findings_are_counted if {
	noted.said([]) == ""
	noted.said(["a", "b"]) == "a; b"
	noted.said(["a", "b", "c", "d"]) == "a; b; and 2 more"
}

test_a_role_has_the_configured_name_or_any if {
	noted.is_role("arn:aws:iam::111111111111:role/ir/responder", "responder")
	noted.is_role("arn:aws:iam::111111111111:role/responder", "ir/responder")
	noted.is_role("arn:aws:iam::111111111111:role/responder", null)
	not noted.is_role("arn:aws:iam::111111111111:role/old-responder", "responder")
}

test_the_day_of_a_moment if noted.day("2026-11-24T05:00:00Z") == "2026-11-24"
