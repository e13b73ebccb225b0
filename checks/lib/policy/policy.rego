# METADATA
# description: |
#   What IAM policies allow. Works on documents as written and on Steampipe's `*_std` form, where actions and condition
#   keys are in lower case. What the documents alone can't tell is said so, and never counts as allowed.
package checks.lib.policy

import future.keywords.not

import data.checks.lib.arn

# METADATA
# description: |
#   The statements of a document, always a list. Each carries its actions as one expression, `matcher`: AWS' longest
#   policies name a thousand, and this way all of them are compared at once.
statements(document) := [object.union(statement, {"matcher": _matcher(statement)}) |
	some statement in _list(document.Statement)
	is_object(statement)
] if {
	document.Statement
}

else := []

# METADATA
# description: |
#   What a principal holds: the statements of its inline policies ([{PolicyName, PolicyDocument}]) and of its attached
#   ones (ARNs), whose documents stand in the library {ARN: document}. `missing` names those whose text is not there.
identity(inline, attached, library) := {
	"statements": array.concat(_inline_statements(inline), _attached_statements(attached, library)),
	"missing": (_inline_missing(inline) | _attached_missing(attached, library)),
}

# METADATA
# description: A permissions boundary as `effective` wants it; null when there is none.
boundary(policy_arn, library) := null if policy_arn in {null, ""}

else := identity(null, [policy_arn], library)

# METADATA
# description: |
#   What these statements say of an action on a resource: "allowed", "denied" (explicitly), "not-allowed" (nothing
#   allows it), or "conditional" (it depends on conditions or variables that are not known).
decision(all, action, resource) := decide(all, action, resource, {})

# METADATA
# description: The same, with what is known of the request, by condition key in lower case; null for a key that it lacks.
decide(all, action, resource, context) := "denied" if "yes" in _answers(all, "Deny", action, resource, context)

else := "not-allowed" if {
	_answers(all, "Allow", action, resource, context) & {"yes", "maybe"} == set()
}

else := "conditional" if {
	"maybe" in _answers(all, "Deny", action, resource, context)
}

else := "allowed" if {
	"yes" in _answers(all, "Allow", action, resource, context)
}

else := "conditional"

# METADATA
# description: |
#   What a principal may do within its boundary (null for none): the words of `decision`, or "unknown" when a policy
#   whose text is missing could change the answer. Service control policies and resource policies are not in it.
effective(held, bound, action, resource, context) := _known(held, action, resource, context) if bound == null

else := both(_known(held, action, resource, context), _known(bound, action, resource, context))

# METADATA
# description: |
#   What is known of every call that a role makes itself in its own account, for `decide`. The home is {account,
#   organization}, the latter null for an account that stands alone.
caller(role, home) := object.union(
	{
		"aws:principalaccount": home.account,
		"aws:principalarn": role,
		"aws:principalisawsservice": "false",
		"aws:principaltype": "AssumedRole",
		"aws:resourceaccount": home.account,
		"aws:securetransport": "true",
		"aws:viaawsservice": "false",
	},
	{key: id |
		some key in ["aws:principalorgid", "aws:resourceorgid"]
		id := home.organization
		is_string(id)
	},
)

# METADATA
# description: The intersection of two decisions, where the weaker one counts.
both(one, other) := [word | some word in _weakest_first; word in {one, other}][0]

_weakest_first := ["denied", "not-allowed", "unknown", "conditional", "allowed"]

_known(held, action, resource, context) := "denied" if {
	decide(held.statements, action, resource, context) == "denied"
} else := "unknown" if {
	count(held.missing) > 0
} else := decide(held.statements, action, resource, context)

# --- Trust policies -------------------------------------------------------------------------------------------------

# METADATA
# description: |
#   Who may assume a role, one entry a statement that lets somebody: `principals` as {kind, value, account}, and `limits`
#   on them by the statement's conditions and by the document's deny statements, as {name: values}.
grants(document) := [grant |
	some statement in statements(document)
	statement.Effect == "Allow"
	_opens(statement)
	grant := {"principals": principals(statement), "limits": _merge(limits(statement), guards(document))}
]

# METADATA
# description: |
#   Which web identities a document lets in, one entry an OIDC provider and statement: its name, and the subjects and
#   audiences that conditions narrow it to. Negated tests and …IfExists narrow nothing.
web_identities(document) := [identity |
	some statement in statements(document)
	statement.Effect == "Allow"
	_opens(statement)
	some principal in principals(statement)
	principal.kind == "oidc"
	identity := {
		"provider": regex.replace(principal.value, `^.*:oidc-provider/`, ""),
		"subjects": _values_of(statement, ":sub"),
		"audiences": _values_of(statement, ":aud"),
	}
]

_values_of(statement, suffix) := {value |
	some test in _conditions(statement)
	endswith(test.key, suffix)
	trim_prefix(test.operator, "foranyvalue:") in _equal
	some value in test.values
}

# METADATA
# description: A deny statement without conditions shuts everyone out.
closed(document) if {
	some statement in statements(document)
	statement.Effect == "Deny"
	_opens(statement)
	_conditions(statement) == []
	some principal in principals(statement)
	principal.kind == "anyone"
}

# METADATA
# description: |
#   Whom a statement names. Kinds: anyone, anyone-but (NotPrincipal), account, role, user, session, service, saml, oidc,
#   deleted (an id left behind by a principal that is gone), unknown. `account` is "" where there is none.
principals(statement) := {_principal(kind, value) |
	some kind, values in _principal_map(statement)
	some value in _list(values)
}

# METADATA
# description: |
#   Conditions of a statement that really narrow who is meant, as {name: values}. Names: external-id, mfa, organization,
#   principal, source-identity, account. Not counted: negated tests, …IfExists and ForAllValues, which hold when the key
#   is absent, and values that anybody has, such as "*" and all roles (but any source identity is an identity).
limits(statement) := {name: values |
	some name in {name | some name in _limit_names}
	values := {value |
		some test in _conditions(statement)
		_limit_keys[test.key] == name
		_narrows(name, test)
		some value in test.values
	}
	count(values) > 0
}

# METADATA
# description: The same, of deny statements that shut out all who don't fit, such as "deny unless MFA".
guards(document) := {name: values |
	some name in {name | some name in _limit_names}
	values := {value |
		some statement in statements(document)
		statement.Effect == "Deny"
		_opens(statement)
		_means_everyone(statement)
		tests := _conditions(statement)
		count(tests) == 1
		some test in tests
		_limit_keys[test.key] == name
		_shuts_out(name, test)
		some value in test.values
	}
	count(values) > 0
}

_limit_keys := {
	"sts:externalid": "external-id",
	"aws:multifactorauthpresent": "mfa",
	"aws:multifactorauthage": "mfa",
	"aws:principalorgid": "organization",
	"aws:principalorgpaths": "organization",
	"aws:principalarn": "principal",
	"sts:sourceidentity": "source-identity",
	"aws:sourceidentity": "source-identity",
	"aws:principalaccount": "account",
}

_limit_names contains name if some name in _limit_keys

_equal := {"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"}

_unequal := {"stringnotequals", "stringnotequalsignorecase", "stringnotlike", "arnnotequals", "arnnotlike"}

_narrows("mfa", test) if {
	test.operator == "bool"
	test.values == {"true"}
}

_narrows("mfa", test) if startswith(test.operator, "numericlessthan")

# Only a session that began with MFA has an age of it.
_narrows("mfa", test) if {
	test.key == "aws:multifactorauthage"
	test.operator == "null"
	test.values == {"false"}
}

_narrows("source-identity", test) if test.operator in _equal

_narrows(name, test) if {
	not name in {"mfa", "source-identity"}
	test.operator in (_equal | {sprintf("foranyvalue:%s", [operator]) | some operator in _equal})
	not _is_wide(test.values)
}

_shuts_out("mfa", test) if {
	test.operator == "boolifexists"
	test.values == {"false"}
}

_shuts_out("mfa", test) if {
	test.key == "aws:multifactorauthage"
	test.operator == "null"
	test.values == {"true"}
}

_shuts_out("source-identity", test) if {
	test.operator == "null"
	test.values == {"true"}
}

_shuts_out(name, test) if {
	name != "mfa"
	trim_suffix(test.operator, "ifexists") in _unequal
	not _is_wide(test.values)
}

# One of the values names nobody: it consists of wildcards, or is an ARN of all principals or of all of one type.
_is_wide(values) if {
	some value in values
	regex.match(`^(arn:[^:]*:[^:]*:[^:]*:[^:]*:)?((role|user|assumed-role|federated-user)[/*])?[*?/:]*$`, value)
}

_is_wide(values) if {
	some value in values
	regex.match(`^arn:[^:]*(:[^:]*){0,3}[*]$`, value)
}

_means_everyone(statement) if {
	some principal in principals(statement)
	principal.kind == "anyone"
}

_opens(statement) if {
	some action in ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"]
	_action(statement, action) == "yes"
}

_principal_map(statement) := {"NotPrincipal": ["*"]} if statement.NotPrincipal

else := {"AWS": [statement.Principal]} if {
	is_string(statement.Principal)
}

else := statement.Principal if {
	is_object(statement.Principal)
}

else := {"Nobody": ["no principal"]}

_principal(kind_of_list, value) := {"kind": "anyone-but", "value": value, "account": ""} if kind_of_list == "NotPrincipal"

else := {"kind": "anyone", "value": value, "account": ""} if {
	kind_of_list == "AWS"
	value == "*"
}

else := {"kind": "account", "value": value, "account": value} if {
	kind_of_list == "AWS"
	regex.match(`^[0-9]{12}$`, value)
}

else := {"kind": "deleted", "value": value, "account": ""} if {
	kind_of_list == "AWS"
	regex.match(`^A[A-Z]{3}[A-Z0-9]{12,}$`, value)
}

else := {"kind": _kinds[_kind_key(parts)], "value": value, "account": parts.account} if {
	kind_of_list == "AWS"
	parts := arn.parse(value)
}

else := {"kind": "service", "value": value, "account": ""} if {
	kind_of_list == "Service"
}

else := {"kind": "saml", "value": value, "account": parts.account} if {
	kind_of_list == "Federated"
	parts := arn.parse(value)
	parts.type == "saml-provider"
}

else := {"kind": "oidc", "value": value, "account": parts.account} if {
	kind_of_list == "Federated"
	parts := arn.parse(value)
}

else := {"kind": "oidc", "value": value, "account": ""} if {
	kind_of_list == "Federated"
}

else := {"kind": "unknown", "value": value, "account": ""}

_kinds := {
	"iam root": "account",
	"iam role": "role",
	"iam user": "user",
	"sts assumed-role": "session",
	"sts federated-user": "session",
}

_kind_key(parts) := "iam root" if {
	parts.service == "iam"
	parts.resource == "root"
} else := sprintf("%s %s", [parts.service, parts.type])

_merge(one, other) := {name: union({object.get(one, name, set()), object.get(other, name, set())}) |
	some name in (object.keys(one) | object.keys(other))
}

# --- One statement --------------------------------------------------------------------------------------------------

_answers(all, effect, action, resource, context) := {answer |
	some statement in all
	statement.Effect == effect
	said := _action(statement, action)
	said != "no"
	answer := _all({said, _resource(statement, resource), _condition(statement, context)})
}

_action(statement, action) := _matches(_actions(statement), lower(action)) if {
	statement.Action
} else := _not(_matches(_actions(statement), lower(action))) if {
	statement.NotAction
} else := "maybe"

_matches(expression, text) := _yes(regex.match(expression, text))

_actions(statement) := statement.matcher if {
	statement.matcher
} else := _matcher(statement)

_matcher(statement) := _alternatives(statement.Action) if {
	statement.Action
} else := _alternatives(statement.NotAction) if {
	statement.NotAction
} else := ""

_alternatives(patterns) := sprintf("^(?s:%s)$", [_regex(lower(concat("\n", _list(patterns))), ".*")])

_resource(statement, resource) := _any({_covers(pattern, resource) |
	some pattern in _list(statement.Resource)
}) if statement.Resource

else := _not(_any({_covers(pattern, resource) |
	some pattern in _list(statement.NotResource)
})) if {
	statement.NotResource
}

else := "maybe"

# A policy variable stands for something that only the request knows.
_covers(pattern, resource) := "maybe" if {
	contains(pattern, "${")
	_like_arn(regex.replace(pattern, `\$\{[^}]*\}`, "*"), resource)
} else := "no" if {
	contains(pattern, "${")
} else := _yes(_like_arn(pattern, resource))

_condition(statement, context) := "maybe" if {
	not _readable(object.get(statement, "Condition", null))
} else := _all({_test(test, context) | some test in _conditions(statement)})

_readable(condition) if condition == null

_readable(condition) if is_object(condition)

# Every test of a statement, operators and keys in lower case, values as texts.
_conditions(statement) := [{"operator": lower(operator), "key": lower(key), "values": _texts(values)} |
	some operator, keys in statement.Condition
	some key, values in keys
]

_test(test, context) := "maybe" if not test.key in object.keys(context)

else := _of_absent(test.operator, test.values) if {
	context[test.key] == null
}

else := "maybe" if {
	startswith(test.operator, "forallvalues:")
}

else := _compare(trim_suffix(trim_prefix(test.operator, "foranyvalue:"), "ifexists"), test.values, context[test.key])

# A request without the key satisfies only negated tests, …IfExists, and those of all its values.
_of_absent(operator, values) := _yes("true" in values) if operator == "null"

else := "no" if startswith(operator, "foranyvalue:")

else := _yes(regex.match(`^forallvalues:|not|ifexists$`, operator))

_compare(operator, values, known) := _yes("false" in values) if operator == "null"

else := _any({_same(operator, value, known) | some value in values}) if {
	operator in (_equal | {"bool"})
}

else := _not(_any({_same(_positive[operator], value, known) | some value in values})) if {
	operator in _unequal
}

else := "maybe"

_positive := {operator: replace(operator, "not", "") | some operator in _unequal}

_same(operator, value, known) := "maybe" if {
	contains(value, "${")
} else := _yes(lower(value) == lower(known)) if {
	operator in {"bool", "stringequalsignorecase"}
} else := _yes(value == known) if {
	operator == "stringequals"
} else := _yes(_like(value, known))

# --- Matching -------------------------------------------------------------------------------------------------------

# IAM's wildcards: * is any text, ? any one letter.
_like(pattern, text) := regex.match(sprintf("^(?s:%s)$", [_regex(pattern, ".*")]), text)

# In an ARN a * crosses a colon only at the end of its part; parts left out at the end mean anything.
_like_arn(pattern, text) := _like(pattern, text) if not startswith(pattern, "arn:")

else := regex.match(sprintf("^(?s:%s)$", [concat(":", array.concat(head, tail))]), text) if {
	fields := split(pattern, ":")
	count(fields) > 5
	head := [_field(field) | some field in array.slice(fields, 0, 5)]
	tail := [_regex(concat(":", array.slice(fields, 5, count(fields))), ".*")]
}

else := regex.match(sprintf("^(?s:%s(:.*)?)$", [concat(":", head)]), text) if {
	head := [_field(field) | some field in split(pattern, ":")]
}

_field(field) := sprintf("%s.*", [_regex(trim_suffix(field, "*"), "[^:]*")]) if endswith(field, "*")

else := _regex(field, "[^:]*")

# Of several patterns, one a line, any may match.
_regex(pattern, star) := strings.replace_n(object.union(_plain, {"*": star}), pattern)

_plain := {
	"\n": "|", "?": ".", ".": `\.`, "+": `\+`, "^": `\^`, "$": `\$`, "(": `\(`, ")": `\)`, "[": `\[`, "]": `\]`,
	"{": `\{`, "}": `\}`, "|": `\|`, `\`: `\\`,
}

# --- Three answers --------------------------------------------------------------------------------------------------

_yes(holds) := "yes" if holds == true

else := "no"

_any(answers) := "yes" if "yes" in answers

else := "maybe" if {
	"maybe" in answers
}

else := "no"

_all(answers) := "no" if "no" in answers

else := "maybe" if {
	"maybe" in answers
}

else := "yes"

_not(answer) := {"yes": "no", "no": "yes", "maybe": "maybe"}[answer]

# --- Documents ------------------------------------------------------------------------------------------------------

_inline_statements(inline) := [statement |
	some policy in _list(inline)
	some statement in statements(policy.PolicyDocument)
]

_inline_missing(inline) := {sprintf("inline policy %v", [object.get(policy, "PolicyName", "?")]) |
	some policy in _list(inline)
	not is_object(policy.PolicyDocument)
}

_attached_statements(attached, library) := [statement |
	some policy_arn in _list(attached)
	some statement in statements(library[policy_arn])
]

_attached_missing(attached, library) := {policy_arn |
	some policy_arn in _list(attached)
	not is_object(library[policy_arn])
}

_list(value) := value if is_array(value)

else := [] if {
	value == null
}

else := [value]

_texts(values) := {lower(sprintf("%v", [value])) | some value in _list(values); is_boolean(value)} | {sprintf("%v", [value]) | some value in _list(values); not is_boolean(value)}
