-- METADATA
-- title: Primary contact of an account
-- description: To whom AWS says the account belongs, and whom it calls. The address is not read.
-- custom:
--   tables: [aws_account_contact]
--   key: [account_id]
--   columns: {account_id: text, full_name: text, company_name: text, phone_number: text}
--   scope: account
--   regional: false
--   permissions: [account:GetContactInformation]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    full_name,
    company_name,
    phone_number
from aws_account_contact
order by account_id
