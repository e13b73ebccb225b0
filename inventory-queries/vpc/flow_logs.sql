-- METADATA
-- title: VPC flow logs, one row per flow log
-- description: What traffic of which network is recorded, how, where to, and whether it arrives.
-- custom:
--   tables: [aws_vpc_flow_log]
--   key: [account_id, region, flow_log_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     flow_log_id: text
--     resource_id: text
--     flow_log_status: text
--     traffic_type: text
--     deliver_logs_status: text
--     deliver_logs_error_message: text
--     log_destination_type: text
--     log_destination: text
--     log_group_name: text
--     bucket_name: text
--     log_format: text
--     max_aggregation_interval: bigint
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeFlowLogs]
--   plugin: aws >= 1.28.0
--   cost: list
--   confirm: exact
select
    account_id,
    region,
    flow_log_id,
    resource_id,
    flow_log_status,
    traffic_type,
    deliver_logs_status,
    deliver_logs_error_message,
    log_destination_type,
    log_destination,
    log_group_name,
    bucket_name,
    log_format,
    max_aggregation_interval
from aws_vpc_flow_log
order by account_id, region, flow_log_id
