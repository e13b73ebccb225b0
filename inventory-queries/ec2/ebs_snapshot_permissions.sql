-- METADATA
-- title: With whom EBS snapshots are shared, one row per snapshot
-- description: Accounts that may copy a disk of this account, or everybody.
-- custom:
--   tables: [aws_ebs_snapshot]
--   key: [account_id, region, snapshot_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     snapshot_id: text
--     encrypted: boolean
--     create_volume_permissions: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeSnapshots, ec2:DescribeSnapshotAttribute]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    snapshot_id,
    encrypted,
    create_volume_permissions
from aws_ebs_snapshot
where owner_id = account_id
order by account_id, region, snapshot_id
