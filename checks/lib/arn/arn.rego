# METADATA
# description: Takes ARNs apart, in every partition. What is no ARN has no parts.
package checks.lib.arn

# METADATA
# description: |
#   The parts of an ARN; undefined for anything else. `resource` is all that follows the account, `type` what stands
#   before its first slash or colon ("" where a service has no types), `id` the rest, `name` what follows the last slash.
parse(text) := parts if {
	is_string(text)
	fields := split(text, ":")
	count(fields) >= 6
	fields[0] == "arn"
	resource := concat(":", array.slice(fields, 5, count(fields)))
	type := _type(fields[2], resource)
	id := _id(type, resource)
	parts := {
		"partition": fields[1],
		"service": fields[2],
		"region": fields[3],
		"account": fields[4],
		"resource": resource,
		"type": type,
		"id": id,
		"name": regex.replace(id, `^.*/`, ""),
	}
}

# METADATA
# description: The account in an ARN; "" in ARNs without one, such as those of buckets.
account(text) := parse(text).account

# METADATA
# description: The partition of an ARN.
partition(text) := parse(text).partition

# METADATA
# description: The last word of an ARN, such as the name of a role without its path.
name(text) := parse(text).name

# Services whose resources carry a name and no type.
_untyped := {"s3", "sns", "sqs", "codecommit", "execute-api"}

_type(service, resource) := "" if {
	service in _untyped
} else := type if {
	trimmed := trim_left(resource, "/")
	regex.match(`[/:]`, trimmed)
	type := regex.split(`[/:]`, trimmed)[0]
} else := ""

_id(type, resource) := resource if {
	type == ""
} else := substring(trim_left(resource, "/"), count(type) + 1, -1)
