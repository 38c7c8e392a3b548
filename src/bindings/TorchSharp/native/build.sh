#!/usr/bin/env bash
# Compiles libt2l_torch.so against a libtorch. Called by Native.targets, and by itself where there is no .NET SDK.
#   build.sh <file to write> [<folder with libtorch's include/ and lib/>]     default: Debian's libtorch-dev
# The folder is an unpacked libtorch archive or the torch folder of a Python installation; CPU or CUDA. No CUDA header is used.
# T2L_TORCH_STANDARD names another C++ standard than the one that libtorch's headers ask for.
set -euo pipefail

# The form in which MSBuild shows a line as an error of its own.
fail() { printf 'build.sh : error %s: %s\n' "$1" "$2" >&2; exit 1; }

target=${1:?usage: build.sh <file to write> [<libtorch>]}
torch=${2:-}
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
include=${torch:+$torch/}include
[ -n "$torch" ] || include=/usr/include

command -v g++ >/dev/null ||
    fail T2L0001 "The torch binding needs a C++ compiler and g++ was not found. On Debian: apt-get install g++ libtorch-dev libopenblas0-pthread"
if [ ! -e "$include/ATen/ATen.h" ]; then
    [ -n "$torch" ] ||
        fail T2L0002 "The torch binding needs libtorch's headers and /usr/include/ATen/ATen.h was not found. On Debian: apt-get install libtorch-dev libopenblas0-pthread. Or set T2L_LIBTORCH to a folder with libtorch's include/ and lib/."
    fail T2L0003 "T2L_LIBTORCH is '$torch', but '$include/ATen/ATen.h' was not found. It is the folder that holds libtorch's include/ and lib/; unset it to use Debian's libtorch-dev."
fi
[ -z "$torch" ] || [ -e "$torch/lib/libtorch_cpu.so" ] ||
    fail T2L0003 "T2L_LIBTORCH is '$torch', but '$torch/lib/libtorch_cpu.so' was not found. It is the folder that holds libtorch's include/ and lib/; unset it to use Debian's libtorch-dev."

# Newer headers refuse C++17, older ones were never tried with C++20: the header's own text says which.
standard=gnu++17
grep -q 'C++20' "$include/ATen/ATen.h" && standard=gnu++20
options=("-std=${T2L_TORCH_STANDARD:-$standard}" -O3 -fno-math-errno -Wall -shared -fPIC -fvisibility=hidden)
[ -z "$torch" ] || options+=(-isystem "$include")
options+=(-isystem "$include/torch/csrc/api/include")

libraries=("-Wl,--no-as-needed" -ltorch_cpu -ltorch -lc10)
if [ -n "$torch" ]; then
    # Python wheels up to 2.6 have the C++ ABI of before 2011: no function of c10 then takes a std::__cxx11::string.
    abi=0
    LC_ALL=C grep -aqE '_ZNK?3c10[A-Za-z0-9_]*St7__cxx11' "$torch/lib/libc10.so" && abi=1
    options+=("-D_GLIBCXX_USE_CXX11_ABI=$abi")
    libraries=("-L$torch/lib" "-Wl,-rpath,$torch/lib" "${libraries[@]}")
    # CUDA kernels register themselves when their library is loaded, so it is named although no symbol of it is used.
    if [ -e "$torch/lib/libtorch_cuda.so" ]; then libraries+=(-ltorch_cuda -lc10_cuda); fi
fi

printf 'Compiling %s against %s (%s)\n' "$(basename "$target")" "${torch:-Debian\'s libtorch}" "${options[0]#-std=}"
mkdir -p "$(dirname "$target")"
# Written under another name first: two builds at the same time must not read half a library.
g++ "${options[@]}" -o "$target.$$" "$sources/t2l_torch.cpp" "${libraries[@]}" -ldl || { rm -f "$target.$$"; exit 1; }
mv -f "$target.$$" "$target"
