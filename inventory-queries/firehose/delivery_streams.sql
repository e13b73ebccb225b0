-- METADATA
-- title: Delivery streams of Firehose, one row per stream
-- description: Which streams carry logs on, and whether they work.
-- custom:
--   tables: [aws_kinesis_firehose_delivery_stream]
--   key: [account_id, region, delivery_stream_name]
--   columns:
--     account_id: text not null
--     region: text not null
--     delivery_stream_name: text
--     arn: text
--     delivery_stream_status: text
--   scope: account
--   regional: true
--   permissions: [firehose:DescribeDeliveryStream, firehose:ListDeliveryStreams]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    delivery_stream_name,
    arn,
    delivery_stream_status
from aws_kinesis_firehose_delivery_stream
order by account_id, region, delivery_stream_name
