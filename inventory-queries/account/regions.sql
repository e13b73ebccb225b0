-- METADATA
-- title: Regions of an account, one row per region
-- description: Which regions are enabled in the account, and which of them Steampipe is set to read.
-- custom:
--   tables: [aws_region]
--   key: [account_id, region]
--   columns: {account_id: text, region: text, name: text, opt_in_status: text, steampipe_available: boolean}
--   scope: account
--   regional: false
--   permissions: [ec2:DescribeRegions]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    name,
    opt_in_status,
    steampipe_available
from aws_region
order by account_id, region
