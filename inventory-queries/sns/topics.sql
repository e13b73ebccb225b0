-- METADATA
-- title: SNS topics
-- description: Which topics exist. Who gets what they are told stands in sns_topic_subscriptions.
-- custom:
--   tables: [aws_sns_topic]
--   key: [account_id, region, topic_arn]
--   columns: {account_id: text, region: text, topic_arn: text}
--   scope: account
--   regional: true
--   permissions: [sns:ListTopics]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset: {type: "AWS::SNS::Topic", arn: topic_arn, keys: {arn: [topic_arn]}}
select
    account_id,
    region,
    topic_arn
from aws_sns_topic
order by account_id, region, topic_arn
