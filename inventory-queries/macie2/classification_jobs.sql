-- METADATA
-- title: Macie jobs, one row per job
-- description: Jobs that look for sensitive data in buckets, whether they come back, and how the last run ended.
-- custom:
--   tables: [aws_macie2_classification_job]
--   key: [account_id, region, job_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     job_id: text
--     name: text
--     job_type: text
--     job_status: text
--     last_run_error_status: jsonb
--     created_at: timestamptz
--   scope: account
--   regional: true
--   permissions: [macie2:ListClassificationJobs]
--   plugin: aws >= 1.28.0
--   cost: list
--   inventory: true
select
    account_id,
    region,
    job_id,
    name,
    job_type,
    job_status,
    last_run_error_status,
    created_at
from aws_macie2_classification_job
order by account_id, region, job_id
