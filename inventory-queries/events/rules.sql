-- METADATA
-- title: EventBridge rules and where they send events
-- description: Which events a bus passes on, and to whom. Of a target only its ARN and its dead-letter queue are kept, since inputs and headers may hold secrets.
-- custom:
--   tables: [aws_eventbridge_rule]
--   key: [account_id, region, arn]
--   columns: {account_id: text, region: text, arn: text, name: text, event_bus_name: text, state: text, event_pattern: jsonb, targets: jsonb not null}
--   scope: account
--   regional: true
--   permissions: [events:DescribeRule, events:ListEventBuses, events:ListRules, events:ListTargetsByRule]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
with rules as (
    select
        account_id,
        region,
        arn,
        name,
        event_bus_name,
        state,
        event_pattern,
        case jsonb_typeof(targets) when 'array' then targets else '[]'::jsonb end as targets
    from aws_eventbridge_rule
),
receivers as (
    select
        rules.arn,
        jsonb_agg(
            jsonb_build_object(
                'arn', target.body ->> 'Arn',
                'dead_letter_arn', target.body -> 'DeadLetterConfig' ->> 'Arn'
            )
            order by target.body ->> 'Arn', target.body ->> 'Id'
        ) as targets
    from rules
    cross join jsonb_array_elements(rules.targets) as target(body)
    group by rules.arn
)
select
    rules.account_id,
    rules.region,
    rules.arn,
    rules.name,
    rules.event_bus_name,
    rules.state,
    rules.event_pattern,
    coalesce(receivers.targets, '[]'::jsonb) as targets
from rules
left join receivers on receivers.arn = rules.arn
order by rules.account_id, rules.region, rules.arn
