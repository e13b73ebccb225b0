-- METADATA
-- title: Stages of REST APIs, one row per stage
-- description: Which APIs are deployed, where they log access, and which web ACL protects them.
-- custom:
--   tables: [aws_api_gateway_stage]
--   key: [account_id, region, rest_api_id, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     rest_api_id: text
--     name: text
--     access_log_destination: text
--     web_acl_arn: text
--   scope: account
--   regional: true
--   permissions: [apigateway:GET]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    rest_api_id,
    name,
    access_log_settings ->> 'DestinationArn' as access_log_destination,
    web_acl_arn
from aws_api_gateway_stage
order by account_id, region, rest_api_id, name
