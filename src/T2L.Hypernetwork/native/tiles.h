// The loop around the register tiles, the same for every instruction set. A file that includes this chooses the
// instruction set by pragma first, so nothing of the C++ library may be used here: a shared inline function compiled for
// AVX-512 could replace the one that an older processor runs.
#pragma once
#include "t2lhyper.h"

namespace {

inline int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }

// e^x to 2 units in the last place for -87 < x < 88, saturating outside: x = n ln 2 + r, a polynomial for e^r, n into the exponent.
inline float exponential(float x)
{
    x = x < -87.0f ? -87.0f : x;
    x = x > 88.0f ? 88.0f : x;
    const float shifter = 12582912.0f;                    // 1.5 * 2^23: adding it rounds to a whole number
    const float shifted = x * 1.44269504f + shifter;
    const float n = shifted - shifter;
    const float r = (x - n * 0.693359375f) + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    int32_t bits;
    __builtin_memcpy(&bits, &shifted, 4);
    bits = (bits - 0x4b400000 + 127) << 23;
    float power;
    __builtin_memcpy(&power, &bits, 4);
    return p * power;
}

// A tile whose sums are done: activation, scale and shift, then out to the rows.
template <class Isa>
struct Epilogue {
    const t2l_product& job;

    void finish(float* tile, int64_t row, int rows, int64_t panel) const
    {
        const int64_t first = panel * T2L_PANEL;
        const int64_t columns = smaller(T2L_PANEL, job.columns - first);
        if (job.activation == T2L_SILU)
            for (int i = 0; i < rows * T2L_PANEL; i++)
                tile[i] = tile[i] / (1.0f + exponential(-tile[i]));
        for (int i = 0; i < rows; i++)
            finish_row(tile + i * T2L_PANEL, row + i, first * job.output_stride, columns);
    }

private:
    void finish_row(float* values, int64_t row, int64_t offset, int64_t columns) const
    {
        const int64_t stride = job.output_stride;
        if (job.scale)
            for (int64_t j = 0; j < columns; j++)
                values[j] *= job.scale[row][offset + j * stride];
        if (job.shift)
            for (int64_t j = 0; j < columns; j++)
                values[j] += job.shift[row][offset + j * stride];
        float* out = job.output[row] + offset;
        if (stride != 1)
            for (int64_t j = 0; j < columns; j++)
                out[j * stride] = values[j];
        else if (columns == T2L_PANEL && job.streaming && reinterpret_cast<uintptr_t>(out) % 64 == 0)
            Isa::stream(out, values);
        else
            for (int64_t j = 0; j < columns; j++)
                out[j] = values[j];
    }
};

// Rows cut into tiles of nearly equal height: 32 rows become 11, 11 and 10, not 14, 14 and 4.
struct Tiling {
    int64_t rows;
    int64_t tiles;
    Tiling(int64_t rows, int64_t limit) : rows(rows), tiles((rows + limit - 1) / limit) {}
    int64_t start(int64_t tile) const { return rows * tile / tiles; }
    int height(int64_t tile) const { return static_cast<int>(start(tile + 1) - start(tile)); }
};

// [tile][K][height]: a tile reads one contiguous stream of inputs.
inline void pack_rows(const t2l_product& job, int64_t first, const Tiling& tiling)
{
    for (int64_t tile = 0; tile < tiling.tiles; tile++) {
        const int height = tiling.height(tile);
        float* packed = job.scratch + tiling.start(tile) * job.depth;
        const float* from = job.input + (first + tiling.start(tile)) * job.input_stride;
        for (int64_t k = 0; k < job.depth; k++)
            for (int i = 0; i < height; i++)
                packed[k * height + i] = from[i * job.input_stride + k];
    }
}

template <class Isa>
void run_product(const t2l_product& job, int64_t first_panel, int64_t last_panel)
{
    alignas(64) float tile[T2L_MAX_TILE_ROWS * T2L_PANEL];
    const Epilogue<Isa> epilogue{job};
    const int64_t panel_floats = job.depth * T2L_PANEL;
    for (int64_t row = 0; row < job.rows; row += T2L_CHUNK_ROWS) {
        const Tiling tiling(smaller(T2L_CHUNK_ROWS, job.rows - row), Isa::max_rows);
        pack_rows(job, row, tiling);
        for (int64_t panel = first_panel; panel < last_panel; panel++) {
            const float* weights = job.weights + panel * panel_floats;
            for (int64_t t = 0; t < tiling.tiles; t++) {
                // While this panel is multiplied, the next one is fetched: its two halves by the first two tiles.
                const bool fetch = t < 2 && panel + 1 < last_panel;
                const float* ahead = fetch ? weights + panel_floats + t * (panel_floats / 2) : weights;
                const int height = tiling.height(t);
                Isa::tile(height, job.scratch + tiling.start(t) * job.depth, weights, job.bias + panel * T2L_PANEL,
                          job.depth, tile, ahead, fetch ? 16 : 0);
                epilogue.finish(tile, row + tiling.start(t), height, panel);
            }
        }
    }
    Isa::fence();
}

}
