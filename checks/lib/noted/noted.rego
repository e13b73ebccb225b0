# METADATA
# description: What Muster noted about an account beside its audits, for how long that counts, and how it is told.
package checks.lib.noted

import future.keywords.not

# METADATA
# description: So many days it counts.
days := 90

# METADATA
# description: A verdict that was noted, as long as it counts, then "outdated".
standing(verdict, noted_at, now) := "outdated" if _is_old(noted_at, now)

else := verdict

# METADATA
# description: The day of a moment, such as 2026-11-24.
day(moment) := substring(moment, 0, 10)

# METADATA
# description: What was found, in one text; of many findings the first two.
said(messages) := concat("; ", messages) if count(messages) <= 2

else := text if {
	first := concat("; ", array.slice(messages, 0, 2))
	text := sprintf("%s; and %d more", [first, count(messages) - 2])
}

# METADATA
# description: A role is the one of this name, which may have a path; every role is, where no name is configured.
is_role(_, name) if not is_string(name)

is_role(arn, name) if {
	parts := split(name, "/")
	endswith(arn, concat("", ["/", parts[count(parts) - 1]]))
}

_is_old(noted_at, now) if {
	_age(noted_at, now) > ((days * 24) * 3600) * 1000000000
}

_age(noted_at, now) := time.parse_rfc3339_ns(now) - time.parse_rfc3339_ns(noted_at)
