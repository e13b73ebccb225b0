-- METADATA
-- title: AWS Config delivery channels, one row per channel and region
-- description: Where recorded configurations go, and whether they arrive.
-- custom:
--   tables: [aws_config_delivery_channel]
--   key: [account_id, region, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     name: text
--     s3_bucket_name: text
--     status: jsonb
--   scope: account
--   regional: true
--   permissions: [config:DescribeDeliveryChannels, config:DescribeDeliveryChannelStatus]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    name,
    s3_bucket_name,
    status
from aws_config_delivery_channel
order by account_id, region, name
