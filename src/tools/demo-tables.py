#!/usr/bin/env python3
"""Makes src/main/resources/io/muster/demo/tables.txt: the columns of the Steampipe tables that the demo world has.

usage: src/tools/demo-tables.py SCHEMA [PACK…] > src/main/resources/io/muster/demo/tables.txt

SCHEMA is a file with one table of the AWS plugin a line, as JSON: {"table", "regional", "columns": [[name, type], …]}.
It can be made from any Steampipe, where the plugin says the same of itself:
  select table_name, name, type from steampipe_internal.steampipe_plugin_column where plugin like '%/aws%'

The tables are those that a query in the packs (default: this checkout) names in its header, those that the demo world
has rows of, and those that are asked before any query.
"""
import json
import pathlib
import re
import sys

ALWAYS = {"aws_account", "aws_region", "aws_sts_caller_identity", "aws_organizations_account"}
SHORT = {"timestamp with time zone": "timestamptz", "double precision": "float8", "bigint": "int8", "boolean": "bool"}
LEFT_OUT = {"sp_connection_name", "sp_ctx", "_ctx"}  # every table has them


ROOT = pathlib.Path(__file__).resolve().parents[2]


def wanted(packs):
    tables = set(ALWAYS)
    for source in ROOT.glob("src/main/java/io/muster/demo/world/*Rows.java"):
        tables.update(re.findall(r'\.row\("(aws_[a-z0-9_]+)"', source.read_text()))
    for query in (file for pack in packs for file in pathlib.Path(pack).glob("inventory-queries/**/*.sql")):
        for line in re.findall(r"^--\s+tables:\s*\[(.*?)\]", query.read_text(), re.MULTILINE | re.DOTALL):
            tables.update(re.findall(r"aws_\w+", line))
    return tables


def main():
    tables = wanted(sys.argv[2:] or [ROOT])
    print("# Columns of Steampipe's AWS tables, plugin 1.31.0. Made by src/tools/demo-tables.py; do not edit.")
    print("# table (+ when it is read region by region): column type, ...")
    for line in open(sys.argv[1], encoding="utf-8"):
        table = json.loads(line)
        if table["table"] not in tables:
            continue
        tables.remove(table["table"])
        columns = [f"{c[0]} {SHORT.get(c[1], c[1])}" for c in table["columns"] if c[0] not in LEFT_OUT]
        print(f"{table['table']}{'+' if table['regional'] else ''}: {', '.join(columns)}")
    if tables:
        sys.exit(f"no such table: {', '.join(sorted(tables))}")


main()
