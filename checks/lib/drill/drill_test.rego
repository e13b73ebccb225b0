package checks.lib.drill_test

import data.checks.lib.drill

test_a_drill_counts_for_ninety_days if {
	drill.standing("pass", "2026-08-26T05:00:00Z", "2026-11-24T05:00:00Z") == "pass"
	drill.standing("fail", "2026-08-26T05:00:00Z", "2026-11-24T05:00:00Z") == "fail"
	drill.standing("pass", "2026-08-26T04:59:59Z", "2026-11-24T05:00:00Z") == "outdated"
}

test_many_findings_are_counted if {
	drill.said([]) == ""
	drill.said(["a", "b"]) == "a; b"
	drill.said(["a", "b", "c", "d"]) == "a; b; and 2 more"
}

test_the_day_of_a_moment if drill.day("2026-11-24T05:00:00Z") == "2026-11-24"
