-- METADATA
-- title: SNS subscriptions, one row per subscription
-- description: Who hears of what is published.
-- custom:
--   tables: [aws_sns_topic_subscription]
--   key: [account_id, region, topic_arn, protocol, endpoint]
--   columns:
--     account_id: text not null
--     region: text not null
--     topic_arn: text
--     protocol: text
--     endpoint: text
--     owner: text
--     subscription_arn: text
--     pending_confirmation: boolean
--   scope: account
--   regional: true
--   permissions: [sns:ListTopics, sns:ListSubscriptionsByTopic, sns:GetSubscriptionAttributes]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    topic_arn,
    protocol,
    endpoint,
    owner,
    subscription_arn,
    pending_confirmation
from aws_sns_topic_subscription
order by account_id, region, topic_arn, protocol, endpoint
