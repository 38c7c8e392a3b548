# Functions of the launcher: what the program needs, how it is installed, when it must be built again.
# Sourced by ./t2l and by the scripts beside this file; expects $root.

program="$root/artifacts/bin/T2L.Cli/release/t2l.dll"

# "package:path" - the package is installed when the path (a glob) exists.
program_packages=(
    "g++:/usr/bin/g++"
    "postgresql:/usr/lib/postgresql/*/bin/initdb"
)
# Another libtorch brings its own BLAS. Its path is made absolute: compilers run in folders of their own.
if [ -n "${T2L_LIBTORCH:-}" ]; then T2L_LIBTORCH=$(readlink -m "$T2L_LIBTORCH"); export T2L_LIBTORCH
else program_packages+=("libtorch-dev:/usr/include/torch/csrc/api/include/torch/torch.h" "libopenblas0-pthread:/usr/lib/*/openblas-pthread/libblas.so.3"); fi
[ -n "${T2L_ONNXRUNTIME:-}" ] || [ -e "$root/artifacts/native/onnxruntime/libonnxruntime.so.1" ] || program_packages+=("npm:/usr/bin/npm")
test_packages=("rabbitmq-server:/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server" "npm:/usr/bin/npm" "chromium:/usr/bin/chromium")

say() { printf 't2l: %s\n' "$*" >&2; }

missing_packages() {
    local entry
    for entry in "$@"; do
        compgen -G "${entry#*:}" >/dev/null || { [ "${entry%%:*}" = npm ] && command -v npm >/dev/null; } || printf '%s\n' "${entry%%:*}"
    done
}

install_packages() {
    local missing install
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -eq 0 ] && return
    install="apt-get install -y --no-install-recommends ${missing[*]}"
    local run=()
    if [ "$(id -u)" -ne 0 ]; then
        # Without a terminal sudo could not ask for a password.
        if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then run=(sudo)
        else say "missing Debian packages: ${missing[*]}. Install them with: sudo apt-get update && sudo $install"; exit 1; fi
    fi
    command -v apt-get >/dev/null || { say "missing: ${missing[*]}, and there is no apt-get here. On Debian: $install"; exit 1; }
    say "installing ${missing[*]} (once; about 400 MB on a bare machine)"
    mkdir -p "$root/artifacts"
    # RUNLEVEL=1 keeps a package's own service from starting where there is no systemd; T2L runs private servers of its own.
    if ! { "${run[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get update &&
           "${run[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 $install; } >"$root/artifacts/apt.log" 2>&1; then
        tail -n 5 "$root/artifacts/apt.log" >&2
        say "could not install ${missing[*]}; the whole log is artifacts/apt.log. By hand: $install"
        exit 1
    fi
}

install_onnxruntime() {
    [ -n "${T2L_ONNXRUNTIME:-}" ] || [ -e "$root/artifacts/native/onnxruntime/libonnxruntime.so.1" ] || "$root/deploy/setup/onnxruntime.sh"
}

install_s3rver() { [ -e "$root/artifacts/tools/s3rver" ] || "$root/deploy/setup/s3rver.sh"; }

# A stamp is out of date when any source, folder (a deleted file changes its folder) or setting is newer.
built() {
    local stamp="$root/artifacts/.built-$1" sources=("$root/src" "$root/benchmarks" "$root/migrations")
    [ "$1" = all ] && sources+=("$root/tests")
    [ -e "$program" ] && [ -e "$stamp" ] && [ "$(cat "$stamp")" = "$(build_settings)" ] &&
        [ -z "$(find "${sources[@]}" "$root"/Directory.* "$root/global.json" "$root/.editorconfig" "$root/appsettings.json" -newer "$stamp" -print -quit 2>/dev/null)" ]
}

build_settings() { printf '%s|%s|%s' "$root" "${T2L_LIBTORCH:-}" "${T2L_BUILD_OPTIONS:-}"; }

build() {
    built "$1" && return
    local target="$root/src/T2L.Cli/T2L.Cli.csproj"
    [ "$1" = all ] && target="$root/T2L.sln"
    local stamp="$root/artifacts/.built-$1"
    say "building (once; a minute or two on two cores)"
    # Until this build has succeeded, nothing counts as built: program and tests share one output folder.
    rm -f "$root"/artifacts/.built-*
    touch "$stamp.new"
    # T2L_BUILD_OPTIONS: for instance -p:OfficialBindings=true
    if ! dotnet build "$target" -c Release --nologo -v quiet -nodeReuse:false ${T2L_BUILD_OPTIONS:-} >"$root/artifacts/build.log" 2>&1; then
        grep -E 'error|warning' "$root/artifacts/build.log" | sort -u | head -n 20 >&2 || tail -n 20 "$root/artifacts/build.log" >&2
        say "the build failed; the whole log is artifacts/build.log"
        exit 1
    fi
    build_settings >"$stamp.new.settings"
    # The stamp carries the time at which the build began, so that an edit during the build is not missed.
    touch -r "$stamp.new" "$stamp.new.settings"
    [ "$1" = all ] && cp -p "$stamp.new.settings" "$root/artifacts/.built-program"
    mv "$stamp.new.settings" "$stamp" && rm -f "$stamp.new"
}

# OpenBLAS 0.3.21 does not know newer processors and falls back to an SSE3 kernel, a factor of five (docs/benchmarks.md).
choose_blas_kernel() {
    [ -n "${OPENBLAS_CORETYPE:-}" ] && return
    local flags
    flags=$(grep -m1 '^flags' /proc/cpuinfo 2>/dev/null || true)
    case " $flags " in
        *" avx512bw "*) export OPENBLAS_CORETYPE=SkylakeX ;;
        *" avx2 "*) export OPENBLAS_CORETYPE=Haswell ;;
    esac
}

# A training step frees and takes the same blocks of a few megabytes again; given back to Linux each time, they cost a sixth of the processor time
# in page faults (docs/benchmarks.md).
keep_freed_memory() {
    export MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-33554432}"
    export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-536870912}" MALLOC_TOP_PAD_="${MALLOC_TOP_PAD_:-67108864}"
}

report_missing() {
    local missing
    mapfile -t missing < <(missing_packages "${program_packages[@]}" "${test_packages[@]}")
    if [ ${#missing[@]} -gt 0 ]; then
        say "missing Debian packages: ${missing[*]}"
        say "install them with: apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
    fi
    command -v dotnet >/dev/null || say "missing: the .NET SDK 10 ('dotnet' is not on PATH)"
    say "the program is not built yet; any command, for instance ./t2l --help, installs and builds what is missing"
    exit 1
}
