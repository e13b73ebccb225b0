-- METADATA
-- title: Delegated services, one row per member account and service
-- description: Which service each delegated administrator acts for. The plugin asks for every delegated administrator by itself.
-- custom:
--   tables: [aws_organizations_delegated_services_for_account]
--   key: [delegated_account_id, service_principal]
--   columns: {account_id: text, delegated_account_id: text, service_principal: text, delegation_enabled_date: timestamptz}
--   scope: organization
--   regional: false
--   permissions: [organizations:ListDelegatedAdministrators, organizations:ListDelegatedServicesForAccount]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    delegated_account_id,
    service_principal,
    delegation_enabled_date
from aws_organizations_delegated_services_for_account
order by delegated_account_id, service_principal
