-- METADATA
-- title: Regions in which models of Bedrock were invoked lately, one row per region
-- description: Where Bedrock is used, as CloudWatch tells, which lists the metrics of the last two weeks. Which models they were, without who asked or what.
-- custom:
--   tables: [aws_cloudwatch_metric]
--   key: [account_id, region]
--   columns: {account_id: text, region: text, models: jsonb not null}
--   scope: account
--   regional: true
--   permissions: [cloudwatch:ListMetrics]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
with invocations as (
    select
        account_id,
        region,
        case jsonb_typeof(dimensions) when 'array' then dimensions else '[]'::jsonb end as dimensions
    from aws_cloudwatch_metric
    where namespace = 'AWS/Bedrock' and metric_name = 'Invocations'
)
select
    invocations.account_id,
    invocations.region,
    coalesce(
        jsonb_agg(distinct dimension.body ->> 'Value') filter (where dimension.body ->> 'Name' = 'ModelId'),
        '[]'::jsonb
    ) as models
from invocations
left join jsonb_array_elements(invocations.dimensions) as dimension(body) on true
group by invocations.account_id, invocations.region
order by invocations.account_id, invocations.region
