-- METADATA
-- title: Lambda functions
-- description: Which functions exist and as which role they run. Never their code or environment variables.
-- custom:
--   tables: [aws_lambda_function]
--   key: [account_id, region, arn]
--   columns: {account_id: text, region: text, arn: text, name: text, runtime: text, role: text, vpc_id: text, last_modified: timestamptz}
--   scope: account
--   regional: true
--   permissions: [lambda:ListFunctions]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
--   asset: {type: "AWS::Lambda::Function", arn: arn, name: name, keys: {arn: [arn], name: [name], vpc-id: [vpc_id]}}
select
    account_id,
    region,
    arn,
    name,
    runtime,
    role,
    vpc_id,
    last_modified
from aws_lambda_function
order by account_id, region, arn
