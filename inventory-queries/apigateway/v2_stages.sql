-- METADATA
-- title: Stages of HTTP and WebSocket APIs, one row per stage
-- description: Which APIs are deployed, and where they log access.
-- custom:
--   tables: [aws_api_gatewayv2_stage]
--   key: [account_id, region, api_id, stage_name]
--   columns:
--     account_id: text not null
--     region: text not null
--     api_id: text
--     stage_name: text
--     access_log_destination: text
--   scope: account
--   regional: true
--   permissions: [apigateway:GET]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    api_id,
    stage_name,
    access_log_settings ->> 'DestinationArn' as access_log_destination
from aws_api_gatewayv2_stage
order by account_id, region, api_id, stage_name
