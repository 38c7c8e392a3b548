// Kernels that evaluate the hypernetwork on the CPU. Plain C at the border; see README.md beside this file.
//
// Letters: R rows of the input (descriptions x layers, x ranks where heads emit one rank at a time), K depth of the
// product, N columns. Weights lie in panels of 32 columns, [N/32][K][32], so that a product reads them once, in order.
#pragma once
#include <cstdint>

#define T2L_API extern "C" __attribute__((visibility("default")))

// Columns of a panel: two cache lines, the widest step of every kernel.
constexpr int64_t T2L_PANEL = 32;
// Rows packed together before the panels pass over them: 256 x 512 floats are half a megabyte, which a level-2 cache holds.
constexpr int64_t T2L_CHUNK_ROWS = 256;
// Most rows of one register tile, over all kernels.
constexpr int T2L_MAX_TILE_ROWS = 14;

enum t2l_isa : int32_t { T2L_REFERENCE = 0, T2L_AVX2 = 1, T2L_AVX512 = 2 };
enum t2l_activation : int32_t { T2L_IDENTITY = 0, T2L_SILU = 1 };

// One product with everything that follows it:
//   y[i][j] = activation(x[i] . w[j] + bias[j]) * scale[i][j] + shift[i][j]
// written to output[i][j * output_stride]; scale and shift are laid out as the output is, and may be missing.
struct t2l_product {
    const float* input;            // [R, K]
    int64_t input_stride;          // floats from one row to the next
    int64_t rows;
    int64_t depth;                 // K
    const float* weights;          // panels, from t2l_pack
    const float* bias;             // [N rounded up to whole panels]
    int64_t columns;               // N
    float* const* output;          // R row addresses
    const float* const* scale;     // R row addresses, or null
    const float* const* shift;     // R row addresses, or null
    int64_t output_stride;         // floats from one column to the next; 1 is the fast path
    float* scratch;                // t2l_scratch_floats(K), 64-byte aligned
    int32_t activation;            // t2l_activation
    int32_t isa;                   // t2l_isa; at most what t2l_best_isa gives
    int32_t streaming;             // not 0: write past the caches; for results that nobody reads at once
    int32_t unused;
};
