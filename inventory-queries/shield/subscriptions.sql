-- METADATA
-- title: Subscription to Shield Advanced, one row per account that has one
-- description: Whether the account pays for Shield Advanced, and whether AWS calls its emergency contacts in an attack.
-- custom:
--   tables: [aws_shield_subscription]
--   key: [account_id]
--   columns: {account_id: text, arn: text, start_time: timestamptz, proactive_engagement_status: text}
--   scope: account
--   regional: false
--   permissions: [shield:DescribeSubscription]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
select
    account_id,
    arn,
    start_time,
    proactive_engagement_status
from aws_shield_subscription
order by account_id
