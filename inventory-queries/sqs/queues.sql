-- METADATA
-- title: SQS queues, one row per queue
-- description: The queues that carry events to the SIEM, and what happens to those that fail.
-- custom:
--   tables: [aws_sqs_queue]
--   key: [account_id, region, queue_url]
--   columns:
--     account_id: text not null
--     region: text not null
--     queue_arn: text
--     queue_url: text
--     message_retention_seconds: text
--     kms_master_key_id: text
--     redrive_policy: jsonb
--   scope: account
--   regional: true
--   permissions: [sqs:ListQueues, sqs:GetQueueAttributes]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
select
    account_id,
    region,
    queue_arn,
    queue_url,
    message_retention_seconds,
    kms_master_key_id,
    redrive_policy
from aws_sqs_queue
order by account_id, region, queue_url
