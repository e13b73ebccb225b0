-- METADATA
-- title: Launch templates, one row per template with what its default version says
-- description: How new instances will answer for their metadata. User data is not read into the row.
-- custom:
--   tables: [aws_ec2_launch_template_version]
--   key: [account_id, region, launch_template_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     launch_template_id: text
--     launch_template_name: text
--     version_number: bigint
--     image_id: text
--     http_endpoint: text
--     http_tokens: text
--     http_put_response_hop_limit: bigint
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeLaunchTemplates, ec2:DescribeLaunchTemplateVersions]
--   plugin: aws >= 1.28.0
--   cost: per-row
--   asset:
--     type: "AWS::EC2::LaunchTemplate"
--     name: launch_template_name
--     keys: {name: [launch_template_id, launch_template_name]}
select
    account_id,
    region,
    launch_template_id,
    launch_template_name,
    version_number,
    image_id,
    launch_template_data -> 'MetadataOptions' ->> 'HttpEndpoint' as http_endpoint,
    launch_template_data -> 'MetadataOptions' ->> 'HttpTokens' as http_tokens,
    (launch_template_data -> 'MetadataOptions' ->> 'HttpPutResponseHopLimit')::bigint as http_put_response_hop_limit
from aws_ec2_launch_template_version
where default_version = true
order by account_id, region, launch_template_id
