-- METADATA
-- title: EventBridge rules, one row per rule
-- description: Which events are sent where.
-- custom:
--   tables: [aws_eventbridge_rule]
--   key: [account_id, region, event_bus_name, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     name: text
--     arn: text
--     state: text
--     event_bus_name: text
--     event_pattern: jsonb
--     targets: jsonb
--   scope: account
--   regional: true
--   permissions: [events:ListEventBuses, events:ListRules, events:DescribeRule, events:ListTargetsByRule]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    name,
    arn,
    state,
    event_bus_name,
    event_pattern,
    targets
from aws_eventbridge_rule
order by account_id, region, event_bus_name, name
