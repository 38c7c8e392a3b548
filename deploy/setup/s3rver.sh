#!/usr/bin/env bash
# Fetches s3rver from npm, the stand-in for an S3 service that the tests of the blob store run against. Test machines only; nothing of it is shipped.
#   deploy/setup/s3rver.sh [target folder]     default: artifacts/tools/s3rver of this repository
# Safe to run again and safe to run twice at once: a folder that is there is kept, a new one appears by a rename.
set -euo pipefail

version=3.7.1
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
target=${1:-$root/artifacts/tools/s3rver}
program=node_modules/s3rver/bin/s3rver.js

say() { echo "s3rver: $*" >&2; }
fail() { say "$*"; exit 1; }

[ -f "$target/$program" ] && exit 0
command -v npm >/dev/null && command -v node >/dev/null || fail "npm and node are missing; they fetch and run s3rver@$version. On Debian: apt-get install npm"

mkdir -p "$(dirname "$target")"
staged=$(mktemp -d "$target.XXXXXX")
trap 'rm -rf "$staged"' EXIT
say "fetching s3rver@$version from npm (14 MB) ..."
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$staged" "s3rver@$version" >&2 ||
    fail "npm could not install s3rver@$version. Check the network or the registry ('npm config get registry')."
[ -f "$staged/$program" ] || fail "s3rver@$version does not hold $program."
mv -T "$staged" "$target" 2>/dev/null || [ -f "$target/$program" ] || fail "could not move s3rver to $target."
say "$target is ready ($version)."
