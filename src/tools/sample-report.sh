#!/bin/sh
# Makes reports/sample anew: the report of a demo of 12 accounts as page, text and table of findings, and the README's picture.
# Needs Chromium for the picture.
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
code=0
# The demo answers 3, since it has failures.
"${MUSTER:-$home/muster}" demo --directory "$scratch/reports" || code=$?
[ "$code" = 3 ] || exit "$code"
sample=$home/reports/sample
mkdir -p "$sample"
for file in index.html report.md findings.csv; do
    cp "$scratch/reports/latest/$file" "$sample/$file"
done
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$scratch/browser" \
    --window-size=1180,900 --screenshot="$sample/report.png" "file://$sample/index.html" 2>/dev/null
