-- METADATA
-- title: SQS queues
-- description: Which queues exist. Their ARNs are made from their addresses, which spares a call for each queue and the permission for it.
-- custom:
--   tables: [aws_sqs_queue]
--   key: [account_id, region, queue_url]
--   columns: {account_id: text, region: text, queue_url: text, queue_arn: text}
--   scope: account
--   regional: true
--   permissions: [sqs:ListQueues]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset: {type: "AWS::SQS::Queue", arn: queue_arn, keys: {arn: [queue_arn]}}
select
    account_id,
    region,
    queue_url,
    'arn:' || partition || ':sqs:' || region || ':' || account_id || ':' || regexp_replace(queue_url, '^.*/', '') as queue_arn
from aws_sqs_queue
order by account_id, region, queue_url
