-- METADATA
-- title: AWS Config recorders, one row per recorder and region
-- description: Whether the configuration of resources is recorded, and of which.
-- custom:
--   tables: [aws_config_configuration_recorder]
--   key: [account_id, region, name]
--   columns:
--     account_id: text not null
--     region: text not null
--     name: text
--     recording_group: jsonb
--     status_recording: boolean
--     status: jsonb
--   scope: account
--   regional: true
--   permissions: [config:DescribeConfigurationRecorders, config:DescribeConfigurationRecorderStatus]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    name,
    recording_group,
    status_recording,
    status
from aws_config_configuration_recorder
order by account_id, region, name
