-- METADATA
-- title: Tagged resources, one row per resource
-- description: Every resource that has tags or once had some, of any service that supports tagging. Resources that never had a tag are not listed by this API. Global ones stand in us-east-1.
-- custom:
--   tables: [aws_tagging_resource]
--   key: [account_id, region, arn]
--   columns: {account_id: text, region: text, arn: text, tags: jsonb}
--   scope: account
--   regional: true
--   permissions: [tag:GetResources]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
select
    account_id,
    region,
    arn,
    tags
from aws_tagging_resource
order by account_id, region, arn
