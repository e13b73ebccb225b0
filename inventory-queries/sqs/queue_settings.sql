-- METADATA
-- title: Policies, keys and retention of SQS queues, one row per queue
-- description: Who may send to a queue, how it is encrypted, how long it keeps messages and where those go that nobody can handle.
-- custom:
--   tables: [aws_sqs_queue]
--   key: [account_id, region, queue_url]
--   columns:
--     account_id: text not null
--     region: text not null
--     queue_url: text
--     queue_arn: text
--     policy_std: jsonb
--     kms_master_key_id: text
--     message_retention_seconds: bigint
--     dead_letter_arn: text
--   scope: account
--   regional: true
--   permissions: [sqs:GetQueueAttributes, sqs:ListQueues]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    queue_url,
    'arn:' || partition || ':sqs:' || region || ':' || account_id || ':' || regexp_replace(queue_url, '^.*/', '') as queue_arn,
    policy_std,
    kms_master_key_id,
    message_retention_seconds::bigint as message_retention_seconds,
    redrive_policy ->> 'deadLetterTargetArn' as dead_letter_arn
from aws_sqs_queue
order by account_id, region, queue_url
