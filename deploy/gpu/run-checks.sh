#!/usr/bin/env bash
# Golden tests and benchmarks on a machine with a GPU: one table and one JSON file in a folder.
#   deploy/gpu/run-checks.sh [--cpu] [--device cuda:N] [--pack FOLDER] [--quick] OUTPUT
#     --cpu      everything on the CPU, to see that the script works; figures are the CPU's
#     --device   which GPU; default cuda:0
#     --pack     an unpacked folder of deploy/gpu/pack.sh, for a machine without the .NET SDK; default: this repository, built here
#     --quick    toy benchmarks
# libtorch: T2L_LIBTORCH, else the one inside python3's torch, else (only with --cpu) Debian's.
# Golden cases: T2L_FIXTURES, else ../shared/fixtures beside the repository, else the repository's own.
# Ends with 0 when all golden cases pass and all benchmarks ran, 1 when something failed or was skipped, 2 when it was called wrongly,
# 3 when it cannot run here (and says why).
set -uo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
device=cuda:0 pack="" output="" smoke=()

say() { printf 'checks: %s\n' "$*" >&2; }
cannot() { say "cannot run: $*"; exit 3; }
usage() { sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }

while [ $# -gt 0 ]; do
    case "$1" in
        --cpu) device=cpu ;;
        --device) device=${2:-}; shift ;;
        --pack) pack=${2:-}; shift; [ -n "$pack" ] || usage ;;
        --quick) smoke=(--smoke) ;;
        -*) usage ;;
        *) [ -z "$output" ] || usage; output=$1 ;;
    esac
    shift
done
[ -n "$output" ] || usage
wrong() { say "$*"; exit 2; }
[[ "$device" =~ ^(cpu|cuda(:[0-9]+)?)$ ]] || wrong "--device is '$device'; expected cuda, cuda:0, cuda:1 and so on."
if [ -n "$pack" ]; then
    for part in app/t2l.dll tests/T2L.Models.Tests.dll dotnet/dotnet; do
        [ -e "$pack/$part" ] || wrong "--pack '$pack' has no $part; it is a folder into which a file made by deploy/gpu/pack.sh was unpacked."
    done
    pack=$(cd "$pack" && pwd)
fi
if [ -n "${T2L_FIXTURES:-}" ]; then
    [ -d "$T2L_FIXTURES" ] || wrong "T2L_FIXTURES is '$T2L_FIXTURES', which is not a folder."
    T2L_FIXTURES=$(readlink -f "$T2L_FIXTURES"); export T2L_FIXTURES
fi
mkdir -p "$output" && output=$(cd "$output" && pwd) || exit 2
# Nothing of an earlier run may look like a result of this one.
rm -f "$output"/{checks.md,checks.json,gpu.txt,golden.txt,doctor.json,{decode,hypernetwork-generate}.{json,failed},baseline*}
if [ -n "${T2L_LIBTORCH:-}" ]; then T2L_LIBTORCH=$(readlink -m "$T2L_LIBTORCH"); export T2L_LIBTORCH; fi

torch_of_python() { command -v python3 >/dev/null && python3 -c 'import torch, os; print(os.path.dirname(torch.__file__))' 2>/dev/null; }

# ---- What is needed, each reason in its own sentence ----
if [ "$device" != cpu ]; then
    command -v nvidia-smi >/dev/null || cannot "nvidia-smi is not on PATH, so this machine has no NVIDIA driver; --cpu runs the same checks on the CPU."
    nvidia-smi -L >"$output/gpu.txt" 2>&1 || cannot "nvidia-smi finds no GPU: $(tail -n 1 "$output/gpu.txt")"
    gpus=$(grep -c '^GPU ' "$output/gpu.txt")
    number=${device#cuda} number=${number#:}
    [ "${number:-0}" -lt "$gpus" ] || cannot "$device was asked for, and nvidia-smi lists $gpus GPU(s), counted from cuda:0."
fi
command -v g++ >/dev/null || cannot "g++ is missing, and libt2l_torch.so is compiled here against the libtorch found here (on Debian: apt-get install g++)."
if [ -z "$pack" ]; then
    [ -n "$(dotnet --list-sdks 2>/dev/null)" ] || cannot "the .NET SDK is missing; install SDK 10, or carry a folder made by deploy/gpu/pack.sh and name it with --pack."
else
    problem=$("$pack/dotnet/dotnet" --list-runtimes 2>&1 >/dev/null) || cannot "the pack's .NET runtime does not start here: $(head -n 1 <<<"$problem")"
fi
of_python=""
if [ -z "${T2L_LIBTORCH:-}" ] && found=$(torch_of_python); then export T2L_LIBTORCH="$found"; of_python=yes; fi
if [ -n "${T2L_LIBTORCH:-}" ]; then
    for part in include/ATen/ATen.h lib/libtorch_cpu.so; do
        [ -e "$T2L_LIBTORCH/$part" ] || cannot "the libtorch in '$T2L_LIBTORCH' has no $part, so nothing can be compiled against it; T2L_LIBTORCH names a folder with include/ and lib/."
    done
    if [ "$device" != cpu ]; then
        [ -e "$T2L_LIBTORCH/lib/libtorch_cuda.so" ] || cannot "the libtorch in '$T2L_LIBTORCH' was built without CUDA (no lib/libtorch_cuda.so)."
        [ -z "$of_python" ] || python3 -c 'import sys, torch; sys.exit(not torch.cuda.is_available())' 2>"$output/cuda.err" ||
            cannot "python3's torch finds no usable GPU, though nvidia-smi lists one; its CUDA may be newer than the driver. $(tail -n 1 "$output/cuda.err")"
    fi
elif [ "$device" != cpu ]; then
    cannot "no libtorch with CUDA: T2L_LIBTORCH is not set and python3 has no torch."
elif [ ! -e /usr/include/ATen/ATen.h ]; then
    cannot "no libtorch: T2L_LIBTORCH is not set, python3 has no torch, and Debian's libtorch-dev is not installed."
else
    # Debian's OpenBLAS does not know newer processors.
    core=$(. "$root/deploy/setup/common.sh" && choose_blas_kernel && printf '%s' "${OPENBLAS_CORETYPE:-}")
    [ -z "$core" ] || export OPENBLAS_CORETYPE="$core"
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
    printf '%s\t%s\t%s\t%s\n' "$name" "${passed:=0}" "${broken:=0}" "${skipped:=0}" >>"$output/golden.txt"
    if [ "$status" -ne 0 ]; then
        failed=1
        say "$name failed ($broken of $((passed + broken + skipped)) tests); $output/$name.log says where"
        grep -E -A 6 '^ *Failed ' "$output/$name.log" | head -n 30 >&2
        tail -n 3 "$output/$name.log" >&2
    elif [ "$passed" -eq 0 ] || [ "$skipped" -gt 0 ]; then
        # Skipped tests are those whose golden cases are missing.
        failed=1
        say "$name compared too little: $passed passed, $skipped skipped. $(grep -m 1 -oE "('|No golden cases).*(T2L_FIXTURES|has no case).*" "$output/$name.log")"
    else
        say "$name: $passed passed"
    fi
done

# ---- Benchmarks ----
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in hypernetwork-generate decode; do
    say "benchmark: $name on $device"
    "$dotnet" "$program" bench "$name" --device "$device" --repetitions "${T2L_REPETITIONS:-7}" --keep "$work" "${smoke[@]}" --json >"$output/$name.json" 2>"$output/$name.err" && continue
    failed=1
    # The program's own sentence; of a stack trace, the line that names the exception.
    { grep -m 1 '^t2l: ' "$output/$name.err" || grep -m 1 'Exception' "$output/$name.err" || tail -n 1 "$output/$name.err"; } >"$output/$name.failed"
    say "bench $name failed: $(cat "$output/$name.failed")"
    rm -f "$output/$name.json"
done

# ---- The same decoding by transformers and PEFT, where Python has them; the table says why where it has no figures of theirs ----
if ! python3 -c 'import torch, transformers, peft' 2>"$output/baseline.err"; then
    echo "python3 cannot import torch, transformers and peft here ($(tail -n 1 "$output/baseline.err"))." >"$output/baseline.missing"
    say "$(cat "$output/baseline.missing")"
else
    for shape in "$work"/*/; do
        theirs="$output/baseline-$(basename "$shape")"
        say "transformers + PEFT: $(basename "$shape")"
        timeout "${T2L_BASELINE_SECONDS:-150}" python3 "$root/deploy/gpu/baseline.py" "$shape" --device "$device" >"$theirs.json" 2>"$output/baseline.err"
        case $? in
            0) continue ;;
            124) echo "not done after ${T2L_BASELINE_SECONDS:-150} seconds; T2L_BASELINE_SECONDS gives it more." ;;
            *) tail -n 1 "$output/baseline.err" ;;
        esac >"$theirs.failed"
        say "transformers + PEFT gave nothing for $(basename "$shape"): $(cat "$theirs.failed")"
        rm -f "$theirs.json"
    done
fi

# ---- One table, one JSON file ----
if command -v python3 >/dev/null; then
    python3 "$root/deploy/gpu/table.py" "$output" "$device" "${smoke:+toy}" || failed=1
else
    say "no python3: the figures stay in $output/*.json"
fi
exit "$failed"
