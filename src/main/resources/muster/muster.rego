# METADATA
# description: Answers many checks about one account in one request; input.ask lists them as "<area>/<id>".
package muster

# METADATA
# entrypoint: true
decide[ask] := findings if {
	some ask in input.ask
	[area, id] := split(ask, "/")
	findings := data.checks[area][id].findings
}
