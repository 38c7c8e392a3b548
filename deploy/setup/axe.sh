#!/usr/bin/env bash
# Fetches axe-core, which the tests of the catalog's pages look for barriers with, from npm and keeps its one file.
#   deploy/setup/axe.sh        into artifacts/axe of this repository
# Safe to run again and safe to run twice at once: a file with the right hash is kept, a new one appears by a rename.
set -euo pipefail

version=4.14.1
sha256=29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
target=$root/artifacts/axe/axe.min.js

fail() { echo "axe: $*" >&2; exit 1; }
has_right_hash() { [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d ' ' -f 1)" = "$sha256" ]; }

has_right_hash "$target" && exit 0
command -v npm >/dev/null || fail "npm is missing; it fetches axe-core@$version. On Debian: apt-get install npm"

mkdir -p "$(dirname "$target")"
download=$(mktemp -d "$root/artifacts/axe/.download.XXXXXX")
trap 'rm -rf "$download"' EXIT
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$download" "axe-core@$version" >&2 ||
    fail "npm could not install axe-core@$version. Check the network or the registry ('npm config get registry')."
fetched=$download/node_modules/axe-core/axe.min.js
has_right_hash "$fetched" || fail "axe.min.js of axe-core@$version does not have the sha256 $sha256. It was not installed."
mv -f "$fetched" "$target"
