-- METADATA
-- title: Alternate contacts, one row per contact that is set
-- description: Whom AWS calls about security, operations and billing. The types are named because the table otherwise stops at the first one that is not set.
-- custom:
--   tables: [aws_account_alternate_contact]
--   key: [account_id, contact_type]
--   columns: {account_id: text, contact_type: text, name: text, contact_title: text, email_address: text, phone_number: text}
--   scope: account
--   regional: false
--   permissions: [account:GetAlternateContact]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
select
    account_id,
    contact_type,
    name,
    contact_title,
    email_address,
    phone_number
from aws_account_alternate_contact
where contact_type in ('BILLING', 'OPERATIONS', 'SECURITY')
order by account_id, contact_type
