# METADATA
# description: Compares mail addresses and phone numbers the way people mean them.
package checks.lib.contacts

# METADATA
# description: Partitions whose accounts have no alternate contacts.
partitions_without := {"aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"}

# METADATA
# description: A mail address in lower case without white space around it; undefined for what is none.
address(text) := lower(trim_space(text)) if {
	is_string(text)
	contains(text, "@")
}

# METADATA
# description: The part of an address after the @.
domain(text) := regex.replace(address(text), `^.*@`, "")

# METADATA
# description: The digits of a phone number, with a leading + if it has one; undefined for what has no digits.
phone(text) := number if {
	is_string(text)
	number := regex.replace(text, `[^0-9+]`, "")
	number != ""
}

# METADATA
# description: Text without white space around it and with single spaces inside; undefined for blank text.
words(text) := joined if {
	is_string(text)
	joined := trim_space(regex.replace(text, `\s+`, " "))
	joined != ""
}

# METADATA
# description: The first domain is the second one or below it.
within(inner, outer) if inner == outer

within(inner, outer) if endswith(inner, concat("", [".", outer]))

# METADATA
# description: Anyone can have an address there.
is_consumer(name) if name in _consumer

is_consumer(name) if regex.match(`^(yahoo|gmx|hotmail|live|outlook|yandex|aol)\.((co|com)\.)?([a-z]{2}|com|net)$`, name)

_consumer := {
	"gmail.com", "googlemail.com", "ymail.com", "msn.com", "icloud.com", "me.com", "mac.com", "mail.com", "mail.ru",
	"proton.me", "protonmail.com", "pm.me", "tutanota.com", "fastmail.com", "zoho.com", "web.de", "t-online.de",
	"qq.com", "163.com", "126.com", "naver.com", "comcast.net", "verizon.net", "att.net",
}
