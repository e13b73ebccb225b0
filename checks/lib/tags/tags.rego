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

_text(tag) := tag if is_string(tag)
