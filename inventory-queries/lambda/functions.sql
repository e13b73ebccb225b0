-- METADATA
-- title: Lambda functions, one row per function
-- description: Functions with their role and state; neither code nor environment.
-- custom:
--   tables: [aws_lambda_function]
--   key: [account_id, region, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     name: text
--     arn: text
--     runtime: text
--     role: text
--     state: text
--     last_modified: timestamptz
--     vpc_id: text
--     reserved_concurrent_executions: bigint
--   scope: account
--   regional: true
--   permissions: [lambda:ListFunctions, lambda:GetFunction]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   asset:
--     type: "AWS::Lambda::Function"
--     arn: arn
--     name: name
--     keys: {name: [name]}
select
    account_id,
    region,
    name,
    arn,
    runtime,
    role,
    state,
    last_modified,
    vpc_id,
    reserved_concurrent_executions
from aws_lambda_function
order by account_id, region, name
