package checks.lib.keys_test

import data.checks.lib.keys

test_account_lets_its_roles_in if keys.decision(_document(_root), _somebody, "kms:Decrypt") == "allowed"

test_role_by_name if keys.decision(_document({"AWS": ["arn:aws:iam::111111111111:role/responder"]}), _somebody, "kms:Decrypt") == "allowed"

test_role_with_a_path if keys.decision(_document({"AWS": ["arn:aws:iam::111111111111:role/security/responder"]}), _somebody, "kms:Decrypt") == "allowed"

test_role_of_another_account if keys.decision(_document({"AWS": ["arn:aws:iam::222222222222:role/responder"]}), _somebody, "kms:Decrypt") == "not-allowed"

test_other_role if keys.decision(_document({"AWS": ["arn:aws:iam::111111111111:role/app"]}), _somebody, "kms:Decrypt") == "not-allowed"

test_other_account if keys.decision(_document({"AWS": ["arn:aws:iam::222222222222:root"]}), _somebody, "kms:Decrypt") == "not-allowed"

test_service if {
	keys.decision(_document({"Service": ["cloudtrail.amazonaws.com"]}), {"account": null, "role": null, "service": "cloudtrail.amazonaws.com"}, "kms:Decrypt") == "allowed"
}

test_deny_of_everybody if {
	document := {"Statement": array.concat(_document(_root).Statement, [{"Effect": "Deny", "Principal": {"AWS": ["*"]}, "Action": ["kms:decrypt"], "Resource": ["*"]}])}
	keys.decision(document, _somebody, "kms:Decrypt") == "denied"
}

_root := {"AWS": ["arn:aws:iam::111111111111:root"]}

_somebody := {"account": "111111111111", "role": "arn:aws:iam::111111111111:role/responder", "service": null}

_document(principal) := {"Statement": [{"Effect": "Allow", "Principal": principal, "Action": ["kms:*"], "Resource": ["*"]}]}
