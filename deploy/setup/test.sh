#!/usr/bin/env bash
# Runs every test project that was built, one after the other, and adds up what they report.
#   test.sh            the whole suite
#   test.sh Golden     only tests whose full name contains "Golden"
# Ends with the line "N passed, N failed, N skipped"; exit 1 when a test failed or none ran.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
case "${1:-}" in
    -*) printf "t2l: test takes a part of a test's name, not '%s'. For instance: ./t2l test Golden\n" "$1" >&2; exit 2 ;;
esac
[ $# -le 1 ] || { printf 't2l: test takes one filter, got %d words.\n' $# >&2; exit 2; }
# Tests run in folders of their own, so the cases' folder has to be named from the root.
if [ -n "${T2L_FIXTURES:-}" ]; then
    [ -d "$T2L_FIXTURES" ] || { printf "t2l: T2L_FIXTURES is '%s', which is not a folder.\n" "$T2L_FIXTURES" >&2; exit 2; }
    T2L_FIXTURES=$(cd "$T2L_FIXTURES" && pwd)
    export T2L_FIXTURES
fi
filter=()
[ $# -gt 0 ] && filter=(--filter "FullyQualifiedName~$1")
passed=0 failed=0 skipped=0
log="$root/artifacts/test.log"
: >"$log"

# What failed and why, without the tests that ran beside it.
failures() { awk '/^  (Passed|Skipped) |^\[xUnit|^Test Run / { left = 0 } /^  Failed / { left = 25 } left-- > 0'; }

# Why tests were skipped, each reason once.
reasons() {
    awk '/\[SKIP\]$/ { getline; sub(/^\[xUnit.net [0-9:.]+\] +/, ""); if (!seen[$0]++) order[++n] = $0 }
         END { for (i = 1; i <= n; i++) printf "  %d skipped: %s\n", seen[order[i]], order[i] }'
}

for project in "$root"/tests/*.Tests; do
    name=$(basename "$project")
    started=$SECONDS
    output=$(dotnet test "$root/artifacts/bin/$name/release/$name.dll" --nologo "${filter[@]}" --logger "console;verbosity=normal" 2>&1)
    status=$?
    printf '%s\n' "$output" >>"$log"
    count() { printf '%s\n' "$output" | sed -nE "s/^ *$1: +([0-9]+)$/\1/p" | tail -n 1; }
    p=$(count Passed) f=$(count Failed) s=$(count Skipped)
    passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
    # A test host that died reports no failed test; it must not look like success.
    if [ "$status" -ne 0 ] && [ "${f:-0}" -eq 0 ]; then failed=$((failed + 1)); printf '%s\n' "$output" | tail -n 30; fi
    [ $((${p:-0} + ${f:-0} + ${s:-0})) -eq 0 ] && [ "$status" -eq 0 ] && continue
    printf '%-28s %5s passed %4s failed %4s skipped  %4ds\n' "$name" "${p:-0}" "${f:-0}" "${s:-0}" $((SECONDS - started))
    [ "${f:-0}" -gt 0 ] && printf '%s\n' "$output" | failures | head -n 200
    [ "${s:-0}" -gt 0 ] && printf '%s\n' "$output" | reasons
done

[ $((passed + failed + skipped)) -gt 0 ] || printf "t2l: no test has '%s' in its full name.\n" "${1:-}" >&2
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
