-- METADATA
-- title: Network interfaces, one row per interface
-- description: Every address of an account, and what it belongs to.
-- custom:
--   tables: [aws_ec2_network_interface]
--   key: [account_id, region, network_interface_id]
--   columns:
--     account_id: text not null
--     region: text not null
--     network_interface_id: text
--     interface_type: text
--     description: text
--     status: text
--     vpc_id: text
--     subnet_id: text
--     owner_id: text
--     requester_id: text
--     attached_instance_id: text
--     association_public_ip: inet
--     association_public_dns_name: text
--     private_dns_name: text
--     private_addresses: jsonb
--     public_addresses: jsonb
--     ipv6_address_list: jsonb
--     security_group_ids: jsonb
--     tags: jsonb
--   scope: account
--   regional: true
--   permissions: [ec2:DescribeNetworkInterfaces]
--   plugin: aws >= 1.28.0
--   cost: list
--   asset:
--     type: "AWS::EC2::NetworkInterface"
--     name: description
--     keys: {eni-id: [network_interface_id], ip: [private_addresses, public_addresses, association_public_ip, ipv6_address_list], dns: [association_public_dns_name, private_dns_name]}
--     tags: tags
select
    account_id,
    region,
    network_interface_id,
    interface_type,
    description,
    status,
    vpc_id,
    subnet_id,
    owner_id,
    requester_id,
    attached_instance_id,
    association_public_ip,
    association_public_dns_name,
    private_dns_name,
    case
        when jsonb_typeof(private_ip_addresses) = 'array' then jsonb_path_query_array(private_ip_addresses, '$[*].PrivateIpAddress')
    end as private_addresses,
    case
        when jsonb_typeof(private_ip_addresses) = 'array' then jsonb_path_query_array(private_ip_addresses, '$[*].Association.PublicIp')
    end as public_addresses,
    case
        when jsonb_typeof(ipv6_addresses) = 'array' then jsonb_path_query_array(ipv6_addresses, '$[*].Ipv6Address')
    end as ipv6_address_list,
    case
        when jsonb_typeof(groups) = 'array' then jsonb_path_query_array(groups, '$[*].GroupId')
    end as security_group_ids,
    tags
from aws_ec2_network_interface
order by account_id, region, network_interface_id
