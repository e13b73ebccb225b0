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
# description: |
#   What the data of a resource is, and what says so: its own tags, else its account's tags, else the first rule of
#   'expectations.data-classes' for its account and name. Undefined when nothing does. Tags of organizational units are
#   not collected, and so never say anything.
data_class(resource_tags, account_tags, account_id, name, expectations) := {"class": class, "source": "tag"} if {
	class := value(resource_tags, expectations["required-tags"].data)
} else := {"class": class, "source": "account"} if {
	is_string(name)
	class := value(account_tags, expectations["required-tags"].data)
} else := {"class": class, "source": "rule"} if {
	is_string(name)
	class := _ruled(account_id, name, expectations["data-classes"])
}

# METADATA
# description: |
#   What Macie makes of a bucket, given its score: 51 and more is sensitive. Undefined below, since 50 means not analyzed,
#   1 may mean empty, and -1 is an error.
scored(score) := {"class": "sensitive", "source": "macie"} if {
	is_number(score)
	score >= 51
}

# METADATA
# description: There are keys of tags, or rules, that could tell what data is.
classes_are_configured(expectations) if expectations["required-tags"].data[_]

classes_are_configured(expectations) if expectations["data-classes"][_]

# METADATA
# description: What to say where neither is configured.
no_classes := "can't be judged, since neither 'expectations.required-tags.data' nor 'expectations.data-classes' is configured"

# METADATA
# description: What says so, in words.
source_words := {"tag": "its tag", "account": "the tag of its account", "rule": "a rule of 'expectations.data-classes'", "macie": "Macie"}

# METADATA
# description: A class that means sensitive data, in any case.
is_sensitive_class(class) if lower(class) in sensitive_words

# METADATA
# description: What people call data that must not leave.
sensitive_words := {
	"pii", "phi", "pci", "personal", "confidential", "strictly confidential", "highly confidential",
	"restricted", "sensitive", "secret",
}

_ruled(account_id, name, rules) := classes[0] if {
	classes := [rule.class |
		some rule in rules
		rule.account in {null, account_id}
		glob.match(rule.name, null, name)
	]
	count(classes) > 0
}

_text(tag) := tag if is_string(tag)
