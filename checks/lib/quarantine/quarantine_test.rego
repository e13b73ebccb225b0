package checks.lib.quarantine_test

import future.keywords.not

import data.checks.lib.quarantine

test_names[name] if {
	some name in ["quarantine", "IR-Isolation", "isolate-host", "untracked"]
	quarantine.is_named(name)
}

test_other_names[name] if {
	some name in ["default", "workload-1", "", null]
	not quarantine.is_named(name)
}
