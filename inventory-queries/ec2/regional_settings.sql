-- METADATA
-- title: EC2 settings of a region, one row per region
-- description: Whether snapshots may be shared with everybody, and whether new disks are encrypted.
-- custom:
--   tables: [aws_ec2_regional_settings]
--   key: [account_id, region]
--   columns:
--     account_id: text not null
--     region: text not null
--     snapshot_block_public_access_state: text
--     default_ebs_encryption_enabled: boolean
--   scope: account
--   regional: true
--   permissions: [ec2:GetSnapshotBlockPublicAccessState, ec2:GetEbsEncryptionByDefault]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    snapshot_block_public_access_state,
    default_ebs_encryption_enabled
from aws_ec2_regional_settings
order by account_id, region
