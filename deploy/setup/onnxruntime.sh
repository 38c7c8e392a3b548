#!/usr/bin/env bash
# Fetches ONNX Runtime's CPU library from the npm package onnxruntime-node and keeps that one file of it.
#   deploy/setup/onnxruntime.sh [target folder]     default: artifacts/native/onnxruntime of this repository
# Safe to run again and safe to run twice at once: a file with the right hash is kept, a new one appears by a rename.
set -euo pipefail

version=1.30.0
library=libonnxruntime.so.1
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
target=${1:-$root/artifacts/native/onnxruntime}

say() { echo "onnxruntime: $*" >&2; }
fail() { say "$*"; exit 1; }

# The hashes pin the exact bytes of the version above; a new version brings new ones.
case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) folder=x64 sha256=ffb75a925ba05e47b235bb66e3e3911714a80b328a9c9425539feb204aa32a23 ;;
    Linux-aarch64) folder=arm64 sha256=1f549d46250b005580b597f4164984aaf75b3bcb9f3aeb07c7f8a8fe60b23c76 ;;
    *) fail "onnxruntime-node@$version has no library for $(uname -s) $(uname -m). Set T2L_ONNXRUNTIME to the file of your own build." ;;
esac

has_right_hash() { [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d ' ' -f 1)" = "$sha256" ]; }

if has_right_hash "$target/$library"; then
    say "$target/$library is there already ($version, $folder)."
    exit 0
fi

command -v npm >/dev/null || fail "npm is missing; it fetches onnxruntime-node@$version. On Debian: apt-get install npm"

download=$(mktemp -d)
staged=
trap 'rm -rf "$download" ${staged:+"$staged"}' EXIT

say "fetching onnxruntime-node@$version from npm (114 MB) ..."
npm install --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$download" "onnxruntime-node@$version" >&2 ||
    fail "npm could not install onnxruntime-node@$version. Check the network or the registry ('npm config get registry'), or set T2L_ONNXRUNTIME to a $library you have."

fetched=$download/node_modules/onnxruntime-node/bin/napi-v6/linux/$folder/$library
[ -f "$fetched" ] || fail "onnxruntime-node@$version does not hold bin/napi-v6/linux/$folder/$library."
has_right_hash "$fetched" ||
    fail "$library of onnxruntime-node@$version has sha256 $(sha256sum "$fetched" | cut -d ' ' -f 1), expected $sha256. It was not installed."

# Staged beside the target, because only a rename within one file system is atomic.
mkdir -p "$target"
staged=$(mktemp "$target/.$library.XXXXXX")
cp "$fetched" "$staged"
chmod 644 "$staged"
mv -f "$staged" "$target/$library"
staged=
say "$target/$library is ready ($version, $folder)."
