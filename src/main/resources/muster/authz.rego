# METADATA
# description: Only the process that started this OPA may ask it or change it.
package system.authz

default allow := false

allow if input.identity == opa.runtime().env.MUSTER_OPA_TOKEN
