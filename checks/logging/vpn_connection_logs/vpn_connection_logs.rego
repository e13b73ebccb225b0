# METADATA
# title: VPN connections are logged
# description: Every Client VPN endpoint logs connections, and both tunnels of every Site-to-Site VPN connection log to CloudWatch Logs.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/connection-logging.html
#   - ref: https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-logs.html
# schemas:
#   - input: schema.checks.logging.vpn_connection_logs
# custom:
#   severity: medium
#   scope: account
#   inventory: [ec2_client_vpn_endpoints, vpc_vpn_connections]
#   partial: region
#   requirements: [VPN-01]
#   risk: Which person or site was behind an address inside the network at that hour cannot be told.
#   fix: Switch on connection logging of the endpoint, or tunnel logging of the connection.
#   frameworks:
#     aws-well-architected: [SEC04-BP01]
#     nist-800-61r3: [PR.PS-04]
package checks.logging.vpn_connection_logs

import future.keywords.not

import data.checks.lib.result
import data.checks.lib.tally

findings contains result.not_applicable(input.account.id, "has no VPN") if count(_connections) == 0

findings contains result.in_region(result.fail(id, message), region) if {
	some [region, id] in _silent
	message := "lets people or sites into the network and does not log their connections in full"
}

findings contains finding if some finding in tally.passes(input.account.id, _connections - _silent, "VPNs log their connections")

_silent := _connections - _logging

_connections contains [endpoint.region, endpoint.client_vpn_endpoint_id] if some endpoint in input.tables.ec2_client_vpn_endpoints

_connections contains [connection.region, connection.vpn_connection_id] if {
	some connection in input.tables.vpc_vpn_connections
	not connection.state in {"deleted", "deleting"}
}

_logging contains [endpoint.region, endpoint.client_vpn_endpoint_id] if {
	some endpoint in input.tables.ec2_client_vpn_endpoints
	endpoint.log_enabled == true
	not endpoint.log_group in {null, ""}
}

_logging contains [connection.region, connection.vpn_connection_id] if {
	some connection in input.tables.vpc_vpn_connections
	is_array(connection.tunnel_logs)
	count(connection.tunnel_logs) > 0
	every tunnel in connection.tunnel_logs {
		tunnel == true
	}
}
