# METADATA
# description: Reads tags. Keys keep their case as in AWS, so "Owner" is not "owner".
package checks.lib.tags

# METADATA
# description: The value of the first of these keys that has one; undefined when none has, or when there are no tags.
value(tags, keys) := values[0] if {
	values := [text |
		some key in keys
		text := trim_space(_text(tags[key]))
		text != ""
	]
	count(values) > 0
}

# METADATA
# description: One of these keys has a value that is not blank.
has(tags, keys) if value(tags, keys)

# METADATA
# description: The first of these keys that has a value calls the data sensitive, in any case.
is_sensitive(tags, keys) if lower(value(tags, keys)) in sensitive_words

# METADATA
# description: What people call data that must not leave.
sensitive_words := {
	"pii", "phi", "pci", "personal", "confidential", "strictly confidential", "highly confidential",
	"restricted", "sensitive", "secret",
}

_text(tag) := tag if is_string(tag)
