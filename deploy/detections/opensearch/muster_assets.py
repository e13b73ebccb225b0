#!/usr/bin/env python3
"""Turns the events of Muster's target `file` into documents for the index `muster-assets`.

usage: muster_assets.py FOLDER_OF_A_RUN... | curl -sS -H 'Content-Type: application/x-ndjson' \
           --data-binary @- "$OPENSEARCH/_bulk"

One document for each asset and day, with all that it was known by: `keys` (ids, names, public addresses), and `private`
(private addresses, which mean something only within their account). The interfaces, volumes and addresses of an instance
count as its own. `addresses@DAY` holds all public addresses. Loading a day again replaces it.
"""
import gzip
import ipaddress
import json
import pathlib
import sys

# table: type, columns with the asset's own name, columns that it is known by, columns with instances that it belongs to
TABLES = {
    "ec2_instances": ("AWS::EC2::Instance", "instance_id", ["private_ip_address", "public_ip_address", "ipv6_address"], []),
    "ec2_network_interfaces": (
        "AWS::EC2::NetworkInterface",
        "network_interface_id",
        ["private_addresses", "public_addresses", "association_public_ip", "ipv6_address_list"],
        ["attached_instance_id"],
    ),
    "ec2_volumes": ("AWS::EC2::Volume", "volume_id", [], ["attached_instance_ids"]),
    "vpc_eips": ("AWS::EC2::EIP", "allocation_id", ["public_ip", "private_ip_address"], ["instance_id"]),
    "s3_buckets": ("AWS::S3::Bucket", "name", ["arn"], []),
    "iam_access_keys": ("AWS::IAM::AccessKey", "access_key_id", ["user_name"], []),
    "iam_roles": ("AWS::IAM::Role", "arn", ["name", "role_id"], []),
    "iam_users": ("AWS::IAM::User", "arn", ["name", "user_id"], []),
}
PRIVATE = [
    ipaddress.ip_network(each)
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7", "fe80::/10")
]
MOST_TERMS = 262144


def values(row, column):
    found = row.get(column)
    return [str(each) for each in (found if isinstance(found, list) else [found]) if each not in (None, "")]


def public(word):
    """Whether it is an address that means the same everywhere; None where it is no address at all."""
    try:
        address = ipaddress.ip_address(word)
    except ValueError:
        return None
    return not any(address in network for network in PRIVATE)


def arns(event, own):
    kind = {"i": "instance", "eni": "network-interface", "vol": "volume"}.get(own.split("-")[0])
    if kind is None or not event["table"].startswith("ec2_"):
        return []
    region = event["region"]
    partition = "aws-cn" if region.startswith("cn-") else "aws-us-gov" if region.startswith("us-gov-") else "aws"
    return [f"arn:{partition}:ec2:{region}:{event['account_id']}:{kind}/{own}"]


def events(folders):
    for folder in folders:
        files = sorted(pathlib.Path(folder).glob("*.ndjson*"))
        if not files:
            sys.exit(f"'{folder}' holds no *.ndjson or *.ndjson.gz; name the folder of one run")
        for file in files:
            with gzip.open(file, "rt") if file.suffix == ".gz" else open(file) as lines:
                for line in lines:
                    event = json.loads(line)
                    if event.get("sourcetype", "").startswith("muster:inventory:") and event.get("table") in TABLES:
                        yield event


def documents(folders):
    found = {}
    for event in events(folders):
        kind, own_column, key_columns, holder_columns = TABLES[event["table"]]
        row, day = event["row"], event["observed_at"][:10]
        own = values(row, own_column)[:1]
        words = own + [word for each in own for word in arns(event, each)]
        words += [word for column in key_columns for word in values(row, column)]
        for asset in own + [word for column in holder_columns for word in values(row, column)]:
            document = found.setdefault(f"{asset}@{day}", {"asset": asset, "day": day, "keys": set(), "private": set()})
            for word in words:
                document["private" if public(word) is False else "keys"].add(word)
            if [asset] == own or "type" not in document:
                document["type"] = kind if [asset] == own else "AWS::EC2::Instance"
                for field in ("account_id", "account_name", "owner", "environment", "region", "observed_at"):
                    document[field] = event[field]
        addresses = found.setdefault(
            f"addresses@{day}", {"asset": "addresses", "type": "addresses", "day": day, "keys": set(), "private": set()}
        )
        addresses["keys"].update(word for word in words if public(word))
    return found


def main(folders):
    if not folders:
        sys.exit(__doc__)
    found = documents(folders)
    for identity, document in found.items():
        if len(document["keys"]) > MOST_TERMS:
            print(f"{identity} has more than {MOST_TERMS} keys: raise index.max_terms_count", file=sys.stderr)
        document = {**document, "keys": sorted(document["keys"]), "private": sorted(document["private"])}
        print(json.dumps({"index": {"_index": "muster-assets", "_id": identity}}))
        print(json.dumps(document))
    print(f"{len(found)} documents", file=sys.stderr)


if __name__ == "__main__":
    if not sys.argv[1:] or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    main(sys.argv[1:])
