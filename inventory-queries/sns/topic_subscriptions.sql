-- METADATA
-- title: Subscriptions of SNS topics, one row per topic and receiver
-- description: Who gets what a topic is told, once it is confirmed. Addresses of web and mail receivers are left out, since they may hold tokens and names of people; they are counted.
-- custom:
--   tables: [aws_sns_topic_subscription]
--   key: [account_id, region, topic_arn, protocol, endpoint, is_confirmed]
--   columns: {account_id: text, region: text, topic_arn: text, protocol: text, endpoint: text, is_confirmed: boolean, subscriptions: bigint not null}
--   scope: account
--   regional: true
--   permissions: [sns:ListSubscriptionsByTopic, sns:ListTopics]
--   plugin: aws >= 1.28.0
--   cost: per-row
with receivers as (
    select
        account_id,
        region,
        topic_arn,
        protocol,
        case
            when protocol in ('sqs', 'lambda', 'firehose', 'application') then coalesce(endpoint, '')
            else ''
        end as endpoint,
        coalesce(subscription_arn like 'arn:%', false) as is_confirmed
    from aws_sns_topic_subscription
)
select
    account_id,
    region,
    topic_arn,
    protocol,
    endpoint,
    is_confirmed,
    count(*) as subscriptions
from receivers
group by account_id, region, topic_arn, protocol, endpoint, is_confirmed
order by account_id, region, topic_arn, protocol, endpoint, is_confirmed
