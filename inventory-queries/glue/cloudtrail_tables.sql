-- METADATA
-- title: Tables over CloudTrail's logs in the Glue catalog, one row per table
-- description: Through which tables Athena can search the logs that CloudTrail keeps in buckets, where those lie, and whether partitions are worked out by projection. Tables of other data are left out, and so are those that Lake Formation does not show to the auditor.
-- custom:
--   tables: [aws_glue_catalog_table]
--   key: [account_id, region, catalog_id, database_name, name]
--   columns: {account_id: text, region: text, catalog_id: text, database_name: text, name: text, location: text, partition_keys: jsonb not null, is_projected: boolean not null}
--   scope: account
--   regional: true
--   permissions: [glue:GetDatabases, glue:GetTables]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   inventory: true
select
    account_id,
    region,
    catalog_id,
    database_name,
    name,
    storage_descriptor ->> 'Location' as location,
    case jsonb_typeof(partition_keys)
        when 'array' then jsonb_path_query_array(partition_keys, '$[*].Name')
        else '[]'::jsonb
    end as partition_keys,
    coalesce(lower(parameters ->> 'projection.enabled') = 'true', false) as is_projected
from aws_glue_catalog_table
where
    storage_descriptor ->> 'InputFormat' ilike '%cloudtrail%'
    or storage_descriptor ->> 'Location' like '%/AWSLogs/%/CloudTrail%'
order by account_id, region, catalog_id, database_name, name
