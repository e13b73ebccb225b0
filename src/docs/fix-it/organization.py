"""An organization of five accounts in moto, for a first look at `muster contacts`. With --break, somebody changes one contact."""
import sys

import boto3

def client(name):
    return boto3.client(name, endpoint_url="http://127.0.0.1:5000", region_name="us-east-1",
                        aws_access_key_id="test", aws_secret_access_key="test")

organizations, account = client("organizations"), client("account")


def build():
    organizations.create_organization(FeatureSet="ALL")
    organizations.enable_aws_service_access(ServicePrincipal="account.amazonaws.com")
    root = organizations.list_roots()["Roots"][0]["Id"]
    for unit, names in {"Workloads": ["payments", "search"], "Sandbox": ["try-outs", "old-shop"]}.items():
        parent = organizations.create_organizational_unit(ParentId=root, Name=unit)["OrganizationalUnit"]["Id"]
        for name in names:
            id = organizations.create_account(AccountName=name, Email=name + "@example.com")["CreateAccountStatus"]["AccountId"]
            organizations.move_account(AccountId=id, SourceParentId=root, DestinationParentId=parent)
            if name == "payments":
                account.put_alternate_contact(AccountId=id, AlternateContactType="SECURITY", Name="Alice", Title="CISO",
                                              EmailAddress="alice@example.com", PhoneNumber="+1 555 0199")
            if name == "old-shop":
                organizations.close_account(AccountId=id)


def break_one():
    for member in organizations.list_accounts()["Accounts"]:
        if member["Name"] == "payments":
            account.put_alternate_contact(AccountId=member["Id"], AlternateContactType="SECURITY", Name="Mallory",
                                          Title="CISO", EmailAddress="mallory@example.org", PhoneNumber="+1 555 0666")

break_one() if "--break" in sys.argv else build()
