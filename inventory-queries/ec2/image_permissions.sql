-- METADATA
-- title: With whom machine images are shared, one row per image
-- description: Accounts, organizations or everybody that may start machines from an image of this account.
-- custom:
--   tables: [aws_ec2_ami]
--   key: [account_id, region, image_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     image_id: text
--     name: text
--     public: boolean
--     launch_permissions: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeImages, ec2:DescribeImageAttribute]
--   plugin: aws >= 1.28.0
--   cost: per-row
select
    account_id,
    region,
    image_id,
    name,
    public,
    launch_permissions
from aws_ec2_ami
where owner_id = account_id
order by account_id, region, image_id
