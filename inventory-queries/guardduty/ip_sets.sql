-- METADATA
-- title: Trusted IP lists of GuardDuty, one row per list
-- description: Lists of addresses that raise no findings, and where they stand. The addresses are not read.
-- custom:
--   tables: [aws_guardduty_ipset]
--   key: [account_id, region, ipset_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     ipset_id: text
--     detector_id: text
--     name: text
--     status: text
--     location: text
--     tags: jsonb
--   scope: account
--   regional: true
--   permissions: [guardduty:GetIPSet, guardduty:ListDetectors, guardduty:ListIPSets]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
select
    account_id,
    region,
    ipset_id,
    detector_id,
    name,
    status,
    location,
    tags
from aws_guardduty_ipset
order by account_id, region, ipset_id
