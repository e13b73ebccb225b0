-- METADATA
-- title: With whom manual RDS snapshots are shared, one row per snapshot
-- description: Accounts that may restore a database of this account, or everybody. Only manual snapshots can be shared.
-- custom:
--   tables: [aws_rds_db_snapshot]
--   key: [account_id, region, arn]
--   columns:
--     account_id: text not null
--     region: text not null
--     arn: text
--     encrypted: boolean
--     db_snapshot_attributes: jsonb
--   scope: account
--   regional: true
--   permissions: [rds:DescribeDBSnapshots, rds:DescribeDBSnapshotAttributes]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    arn,
    encrypted,
    db_snapshot_attributes
from aws_rds_db_snapshot
where type = 'manual'
order by account_id, region, arn
