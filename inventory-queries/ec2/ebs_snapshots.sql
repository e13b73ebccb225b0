-- METADATA
-- title: EBS snapshots that the account owns, one row per snapshot
-- description: Copies of disks, for forensics and for theft.
-- custom:
--   tables: [aws_ebs_snapshot]
--   key: [account_id, region, snapshot_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     snapshot_id: text
--     volume_id: text
--     volume_size: bigint
--     encrypted: boolean
--     kms_key_id: text
--     state: text
--     start_time: timestamptz
--     owner_id: text
--     tags: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeSnapshots]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset:
--     type: "AWS::EC2::Snapshot"
--     keys: {name: [snapshot_id]}
--     tags: tags
select
    account_id,
    region,
    snapshot_id,
    volume_id,
    volume_size,
    encrypted,
    kms_key_id,
    state,
    start_time,
    owner_id,
    tags
from aws_ebs_snapshot
where owner_id = account_id
order by account_id, region, snapshot_id
