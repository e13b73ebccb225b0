-- METADATA
-- title: Backup vaults, one row per vault
-- description: Whether backups in a vault can be deleted before their time.
-- custom:
--   tables: [aws_backup_vault]
--   key: [account_id, region, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     name: text
--     arn: text
--     locked: boolean
--     lock_date: timestamptz
--     min_retention_days: bigint
--     number_of_recovery_points: double
--   scope: account
--   regional: true
--   permissions: [backup:ListBackupVaults]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    name,
    arn,
    locked,
    lock_date,
    min_retention_days,
    number_of_recovery_points
from aws_backup_vault
order by account_id, region, name
