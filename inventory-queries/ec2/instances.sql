-- METADATA
-- title: EC2 instances, one row per instance
-- description: The machines of an account, with addresses, role and metadata options.
-- custom:
--   tables: [aws_ec2_instance]
--   key: [account_id, region, instance_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     instance_id: text
--     instance_state: text
--     instance_type: text
--     image_id: text
--     vpc_id: text
--     subnet_id: text
--     private_ip_address: inet
--     public_ip_address: inet
--     ipv6_address: text
--     private_dns_name: text
--     public_dns_name: text
--     iam_instance_profile_arn: text
--     key_name: text
--     launch_time: timestamptz
--     instance_lifecycle: text
--     root_device_type: text
--     metadata_options: jsonb
--     tags: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeInstances]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset:
--     type: "AWS::EC2::Instance"
--     keys: {instance-id: [instance_id], ip: [private_ip_address, public_ip_address, ipv6_address], dns: [private_dns_name, public_dns_name]}
--     tags: tags
select
    account_id,
    region,
    instance_id,
    instance_state,
    instance_type,
    image_id,
    vpc_id,
    subnet_id,
    private_ip_address,
    public_ip_address,
    ipv6_address,
    private_dns_name,
    public_dns_name,
    iam_instance_profile_arn,
    key_name,
    launch_time,
    instance_lifecycle,
    root_device_type,
    metadata_options,
    tags
from aws_ec2_instance
order by account_id, region, instance_id
