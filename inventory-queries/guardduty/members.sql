-- METADATA
-- title: GuardDuty members as their administrator sees them, one row per member and region
-- description: Which accounts send their findings to this account. Only an administrator has rows.
-- custom:
--   tables: [aws_guardduty_member]
--   key: [account_id, region, member_account_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     member_account_id: text
--     detector_id: text
--     relationship_status: text
--     administrator_id: text
--   scope: account
--   regional: true
--   permissions: [guardduty:ListDetectors, guardduty:ListMembers, guardduty:GetMembers]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    member_account_id,
    detector_id,
    relationship_status,
    administrator_id
from aws_guardduty_member
order by account_id, region, member_account_id
