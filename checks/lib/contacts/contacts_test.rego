package checks.lib.contacts_test

import data.checks.lib.contacts

test_address if contacts.address(" Security@Example.COM ") == "security@example.com"

test_no_address[text] if {
	some text in [null, "", "security", 5]
	not contacts.address(text)
}

test_domain if contacts.domain("Root+prod@AWS.example.com") == "aws.example.com"

test_phone if {
	contacts.phone("+1 (555) 555-0100") == "+15555550100"
	not contacts.phone("n/a")
	not contacts.phone(null)
}

test_words if {
	contacts.words("  Security   Operations ") == "Security Operations"
	not contacts.words(" ")
	not contacts.words(null)
}

test_within if {
	contacts.within("example.com", "example.com")
	contacts.within("aws.example.com", "example.com")
	not contacts.within("badexample.com", "example.com")
}

test_consumer if {
	contacts.is_consumer("gmail.com")
	contacts.is_consumer("yahoo.co.uk")
	not contacts.is_consumer("example.com")
	not contacts.is_consumer("live.example.com")
}
