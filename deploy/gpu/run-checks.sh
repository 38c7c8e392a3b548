#!/usr/bin/env bash
# Golden tests and benchmarks on a machine with a GPU: one table and one JSON file in a folder.
#   deploy/gpu/run-checks.sh [--cpu] [--device cuda:N] [--pack FOLDER] [--quick] OUTPUT
#     --cpu      everything on the CPU, to see that the script works; figures are the CPU's
#     --device   which GPU; default cuda:0
#     --pack     an unpacked folder of deploy/gpu/pack.sh, for a machine without the .NET SDK; default: this repository, built here
#     --quick    toy benchmarks
# libtorch: T2L_LIBTORCH, else the one inside python3's torch, else (only with --cpu) Debian's.
# Ends with 0 when all golden cases pass and all benchmarks ran, 1 when something failed, 3 when it cannot run here (and says why).
set -uo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
device=cuda:0 pack="" output="" smoke=()

say() { printf 'checks: %s\n' "$*" >&2; }
cannot() { say "cannot run: $*"; exit 3; }
usage() { sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }

while [ $# -gt 0 ]; do
    case "$1" in
        --cpu) device=cpu ;;
        --device) device=${2:-}; shift ;;
        --pack) pack=${2:-}; shift; [ -d "$pack" ] || { say "--pack '$pack' is not a folder."; exit 2; } ;;
        --quick) smoke=(--smoke) ;;
        -*) usage ;;
        *) [ -z "$output" ] || usage; output=$1 ;;
    esac
    shift
done
[ -n "$output" ] || usage
mkdir -p "$output" && output=$(cd "$output" && pwd) || exit 2
[ -z "$pack" ] || pack=$(cd "$pack" && pwd)
if [ -n "${T2L_LIBTORCH:-}" ]; then T2L_LIBTORCH=$(readlink -f "$T2L_LIBTORCH"); export T2L_LIBTORCH; fi

torch_of_python() { command -v python3 >/dev/null && python3 -c 'import torch, os; print(os.path.dirname(torch.__file__))' 2>/dev/null; }

# ---- What is needed, each reason in its own sentence ----
if [ "$device" != cpu ]; then
    command -v nvidia-smi >/dev/null || cannot "nvidia-smi is not on PATH, so this machine has no NVIDIA driver; --cpu runs the same checks on the CPU."
    nvidia-smi -L >"$output/gpu.txt" 2>&1 || cannot "nvidia-smi finds no GPU: $(tail -n 1 "$output/gpu.txt")"
fi
command -v g++ >/dev/null || cannot "g++ is missing, and libt2l_torch.so is compiled here against the libtorch found here (on Debian: apt-get install g++)."
if [ -z "$pack" ]; then
    command -v dotnet >/dev/null || cannot "the .NET SDK is missing; install SDK 10, or carry a folder made by deploy/gpu/pack.sh and name it with --pack."
fi
if [ -z "${T2L_LIBTORCH:-}" ] && found=$(torch_of_python); then export T2L_LIBTORCH="$found"; fi
if [ -z "${T2L_LIBTORCH:-}" ]; then
    [ "$device" = cpu ] || cannot "no libtorch with CUDA: T2L_LIBTORCH is not set and python3 has no torch."
    [ -e /usr/include/ATen/ATen.h ] || cannot "no libtorch: T2L_LIBTORCH is not set, python3 has no torch, and Debian's libtorch-dev is not installed."
fi
if [ "$device" != cpu ] && [ ! -e "$T2L_LIBTORCH/lib/libtorch_cuda.so" ]; then
    cannot "the libtorch in '$T2L_LIBTORCH' was built without CUDA (no lib/libtorch_cuda.so)."
fi
# Python wheels keep the CUDA libraries in folders of their own; their own run paths find them, unless an installation was moved.
if [ -n "${T2L_LIBTORCH:-}" ]; then
    for folder in "$T2L_LIBTORCH"/../nvidia/*/lib; do
        [ -d "$folder" ] && LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$(readlink -f "$folder")"
    done
    [ -z "${LD_LIBRARY_PATH:-}" ] || export LD_LIBRARY_PATH
fi
say "device $device, libtorch ${T2L_LIBTORCH:-of Debian}"

# ---- Build: the native file always here, the rest here or carried ----
export T2L_TEST_DEVICE="$device" DOTNET_TieredPGO=0 DOTNET_TC_QuickJitForLoops=1 DOTNET_NOLOGO=1
if [ -n "$pack" ]; then
    dotnet="$pack/dotnet/dotnet"
    export DOTNET_ROOT="$pack/dotnet" DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
    bash "$root/src/bindings/TorchSharp/native/build.sh" "$pack/app/libt2l_torch.so" "${T2L_LIBTORCH:-}" >&2 || exit 1
    cp "$pack/app/libt2l_torch.so" "$pack/tests/"
    tests=("$pack"/tests/T2L.Models.Tests.dll "$pack"/tests/T2L.Hypernetwork.Tests.dll)
    program="$pack/app/t2l.dll" console="$pack/dotnet/vstest/vstest.console.dll"
else
    dotnet=$(command -v dotnet)
    for project in src/T2L.Cli tests/T2L.Models.Tests tests/T2L.Hypernetwork.Tests; do
        say "building $project"
        (cd "$root" && dotnet build "$project" -c Release --nologo -v quiet -m:1 -nodeReuse:false) >"$output/build.log" 2>&1 || { grep -E 'error' "$output/build.log" | sort -u | head -n 5 >&2; exit 1; }
    done
    tests=("$root"/artifacts/bin/T2L.Models.Tests/release/T2L.Models.Tests.dll "$root"/artifacts/bin/T2L.Hypernetwork.Tests/release/T2L.Hypernetwork.Tests.dll)
    program="$root/artifacts/bin/T2L.Cli/release/t2l.dll"
    console=$(dirname "$(dotnet --list-sdks | tail -n 1 | sed -E 's/^([^ ]+) \[(.*)\]$/\2\/\1/')/x")/vstest.console.dll
fi
export T2L_ROOT="$root"
[ -n "${T2L_FIXTURES:-}" ] || [ -d "$root/../shared/fixtures" ] || export T2L_FIXTURES="$root/tests/fixtures"

failed=0
# ---- What this process finds; a pack has no web server, which doctor's other checks need ----
if [ -z "$pack" ]; then "$dotnet" "$program" doctor --json >"$output/doctor.json" 2>"$output/doctor.err" || true; fi

# ---- Golden tests on the device ----
: >"$output/golden.txt"
for dll in "${tests[@]}"; do
    name=$(basename "$dll" .dll)
    say "golden tests: $name on $device"
    "$dotnet" exec "$console" "$dll" --TestCaseFilter:"FullyQualifiedName~Golden" --logger:"console;verbosity=normal" >"$output/$name.log" 2>&1
    status=$?
    count() { sed -nE "s/^ *$1: +([0-9]+)$/\1/p" "$output/$name.log" | tail -n 1; }
    passed=$(count Passed) broken=$(count Failed) skipped=$(count Skipped)
    printf '%s\t%s\t%s\t%s\n' "$name" "${passed:-0}" "${broken:-0}" "${skipped:-0}" >>"$output/golden.txt"
    if [ "$status" -ne 0 ] || [ "${passed:-0}" -eq 0 ]; then
        failed=1
        say "$name failed; $output/$name.log says where"
        grep -E -A 6 '^ *Failed ' "$output/$name.log" | head -n 30 >&2
        tail -n 3 "$output/$name.log" >&2
    fi
done

# ---- Benchmarks ----
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in hypernetwork-generate decode; do
    say "benchmark: $name on $device"
    "$dotnet" "$program" bench "$name" --device "$device" --repetitions "${T2L_REPETITIONS:-7}" --keep "$work" "${smoke[@]}" --json >"$output/$name.json" 2>"$output/$name.err" ||
        { failed=1; say "bench $name failed: $(tail -n 2 "$output/$name.err")"; rm -f "$output/$name.json"; }
done

# ---- The same decoding by transformers and PEFT, where Python has them ----
if python3 -c 'import torch, transformers, peft' 2>/dev/null; then
    for shape in "$work"/*/; do
        say "transformers + PEFT: $(basename "$shape")"
        timeout "${T2L_BASELINE_SECONDS:-150}" python3 "$root/deploy/gpu/baseline.py" "$shape" --device "$device" >"$output/baseline-$(basename "$shape").json" 2>"$output/baseline.err" ||
            { say "baseline for $(basename "$shape") gave nothing: $(tail -n 1 "$output/baseline.err")"; rm -f "$output/baseline-$(basename "$shape").json"; }
    done
else
    say "no transformers and peft in python3: the table has no column for them."
fi

# ---- One table, one JSON file ----
if command -v python3 >/dev/null; then
    python3 "$root/deploy/gpu/table.py" "$output" "$device" || failed=1
else
    say "no python3: the figures stay in $output/*.json"
fi
exit "$failed"
