#!/usr/bin/env bash
# Makes what run-checks.sh needs on a machine that has neither the .NET SDK nor a network: runtime, program, tests, test console.
#   deploy/gpu/pack.sh OUTPUT.tar.xz
# libtorch and a compiler are not in it: the native file is compiled there, against the libtorch there, from the sources in src/.
# There: tar xf OUTPUT.tar.xz -C FOLDER && deploy/gpu/run-checks.sh --pack FOLDER RESULTS; README.md has the steps.
# Ends with 3 when a tool is missing here.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
output=${1:?usage: pack.sh OUTPUT.tar.xz}
work=$(mktemp -d)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
say() { printf 'pack: %s\n' "$*" >&2; }
for tool in dotnet tar xz; do
    command -v "$tool" >/dev/null || { say "$tool is missing; the pack is made where T2L is built."; exit 3; }
done

for project in src/T2L.Cli:app tests/T2L.Models.Tests:tests tests/T2L.Hypernetwork.Tests:tests; do
    say "publishing ${project%%:*}"
    dotnet publish "$root/${project%%:*}" -c Release --nologo -v quiet -m:1 -nodeReuse:false -o "$work/${project##*:}" >&2
done
# Compiled there; another machine's native file must not be used by mistake.
rm -f "$work"/*/libt2l_torch.so
# Symbols and documentation are for developers.
find "$work/app" "$work/tests" \( -name '*.pdb' -o -name 'T2L.*.xml' -o -name 'TorchSharp.xml' \) -delete
# Coverage tools for every system, and the test console's other languages.
for folder in "$work"/tests/*/; do rm -rf "$folder"; done
# The repository travels with the pack, so its models and settings need not.
for link in "$work"/app/models "$work"/app/adapters; do rm -rf "$link"; done

sdk=$(dotnet --list-sdks | tail -n 1 | sed -E 's/^([^ ]+) \[(.*)\]$/\2\/\1/')
runtime=$(basename "$(find "$sdk/../../shared/Microsoft.NETCore.App" -mindepth 1 -maxdepth 1 | sort -V | tail -n 1)")
mkdir -p "$work/dotnet/shared" "$work/dotnet/vstest/Extensions"
cp "$sdk/../../dotnet" "$work/dotnet/"
cp -r "$sdk/../../host" "$work/dotnet/"
mkdir -p "$work/dotnet/shared/Microsoft.NETCore.App"
cp -r "$sdk/../../shared/Microsoft.NETCore.App/$runtime" "$work/dotnet/shared/Microsoft.NETCore.App/"
# Measuring needs no web server; without it the pack is a quarter smaller, and this program can bench but not serve.
sed -zi 's/,\s*{\s*"name": "Microsoft.AspNetCore.App",[^}]*}//' "$work/app/t2l.runtimeconfig.json"
# Debuggers' and dumps' libraries, a tenth of the runtime.
rm -f "$work"/dotnet/shared/Microsoft.NETCore.App/*/{createdump,libmscordbi.so,libmscordaccore.so,libcoreclrtraceptprovider.so}
# The test console of the SDK, without the SDK.
cp "$sdk"/vstest.console.dll "$sdk"/vstest.console.*.json "$sdk"/Microsoft.TestPlatform.*.dll "$sdk"/Microsoft.VisualStudio.TestPlatform.*.dll "$sdk"/Newtonsoft.Json.dll "$work/dotnet/vstest/"
cp "$sdk"/Extensions/Microsoft.TestPlatform.TestHostRuntimeProvider.dll "$work/dotnet/vstest/Extensions/"
cp "$sdk"/Microsoft.Extensions.*.dll "$work/dotnet/vstest/" 2>/dev/null || true

mkdir -p "$(dirname "$output")"
tar -C "$work" -c . | xz -9 -T0 >"$output.tmp"
mv "$output.tmp" "$output"
say "$output: $(($(stat -c %s "$output") / 1024 / 1024)) MiB, unpacked $(du -sm "$work" | cut -f 1) MiB ($(cd "$work" && du -sm app tests dotnet | tr '\n\t' ', '))"
