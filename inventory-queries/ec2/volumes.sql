-- METADATA
-- title: EBS volumes, one row per volume
-- description: The disks of an account, and the key that each is encrypted with.
-- custom:
--   tables: [aws_ebs_volume]
--   key: [account_id, region, volume_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     volume_id: text
--     state: text
--     encrypted: boolean
--     kms_key_id: text
--     attached_instance_ids: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeVolumes]
--   plugin: aws >= 1.28.0
--   cost: list
select
    account_id,
    region,
    volume_id,
    state,
    encrypted,
    kms_key_id,
    case
        when jsonb_typeof(attachments) = 'array' then jsonb_path_query_array(attachments, '$[*].InstanceId')
    end as attached_instance_ids
from aws_ebs_volume
order by account_id, region, volume_id
