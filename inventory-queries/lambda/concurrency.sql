-- METADATA
-- title: Reserved concurrency of Lambda functions
-- description: How many copies of a function may run at once. None is reserved when the number is null; zero stops the function.
-- custom:
--   tables: [aws_lambda_function]
--   key: [account_id, region, arn]
--   columns: {account_id: text, region: text, arn: text, has_reserved_concurrency: boolean not null, reserved_concurrent_executions: bigint}
--   scope: account
--   regional: true
--   permissions: [lambda:GetFunction, lambda:ListFunctions]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    arn,
    reserved_concurrent_executions is not null as has_reserved_concurrency,
    reserved_concurrent_executions
from aws_lambda_function
order by account_id, region, arn
