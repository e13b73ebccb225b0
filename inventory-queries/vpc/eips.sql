-- METADATA
-- title: Elastic IP addresses, one row per address
-- description: Public addresses that an account holds, attached or not.
-- custom:
--   tables: [aws_vpc_eip]
--   key: [account_id, region, public_ip]
--   columns:
--     account_id: text not null
--     region: text not null
--     allocation_id: text
--     public_ip: inet
--     private_ip_address: inet
--     instance_id: text
--     network_interface_id: text
--     domain: text
--     tags: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeAddresses]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset:
--     type: "AWS::EC2::EIP"
--     name: allocation_id
--     keys: {ip: [public_ip]}
--     tags: tags
select
    account_id,
    region,
    allocation_id,
    public_ip,
    private_ip_address,
    instance_id,
    network_interface_id,
    domain,
    tags
from aws_vpc_eip
order by account_id, region, public_ip
