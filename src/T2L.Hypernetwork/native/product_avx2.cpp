// Register tiles of up to 6 rows x 16 columns, twice a panel: 12 of the 16 registers hold sums.
#pragma GCC target("avx2,fma")
#include <immintrin.h>
#include "tiles.h"

namespace {

template <int Rows>
void half_tile_of(const float* x, const float* w, const float* bias, int64_t depth, float* out, const float* ahead, int64_t step)
{
    __m256 left[Rows], right[Rows];
    const __m256 bias_left = _mm256_loadu_ps(bias), bias_right = _mm256_loadu_ps(bias + 8);
#pragma GCC unroll 8
    for (int i = 0; i < Rows; i++) {
        left[i] = bias_left;
        right[i] = bias_right;
    }
    for (int64_t k = 0; k < depth; k++) {
        const __m256 w_left = _mm256_load_ps(w), w_right = _mm256_load_ps(w + 8);
        _mm_prefetch(reinterpret_cast<const char*>(ahead), _MM_HINT_T1);
#pragma GCC unroll 8
        for (int i = 0; i < Rows; i++) {
            const __m256 value = _mm256_broadcast_ss(x + i);
            left[i] = _mm256_fmadd_ps(value, w_left, left[i]);
            right[i] = _mm256_fmadd_ps(value, w_right, right[i]);
        }
        x += Rows;
        w += T2L_PANEL;
        ahead += step;
    }
#pragma GCC unroll 8
    for (int i = 0; i < Rows; i++) {
        _mm256_store_ps(out + i * T2L_PANEL, left[i]);
        _mm256_store_ps(out + i * T2L_PANEL + 8, right[i]);
    }
}

template <int Rows>
void tile_of(const float* x, const float* w, const float* bias, int64_t depth, float* out, const float* ahead, int64_t step)
{
    half_tile_of<Rows>(x, w, bias, depth, out, ahead, step);
    half_tile_of<Rows>(x, w + 16, bias + 16, depth, out + 16, ahead, 0);
}

struct Avx2 {
    static constexpr int max_rows = 6;
    using Tile = void (*)(const float*, const float*, const float*, int64_t, float*, const float*, int64_t);

    static void tile(int rows, const float* x, const float* w, const float* bias, int64_t depth, float* out,
                     const float* ahead, int64_t step)
    {
        static constexpr Tile by_rows[] = {tile_of<1>, tile_of<2>, tile_of<3>, tile_of<4>, tile_of<5>, tile_of<6>};
        by_rows[rows - 1](x, w, bias, depth, out, ahead, step);
    }

    static void stream(float* out, const float* values)
    {
        for (int j = 0; j < T2L_PANEL; j += 8)
            _mm256_stream_ps(out + j, _mm256_load_ps(values + j));
    }

    static void fence() { _mm_sfence(); }
};

}

void t2l_product_avx2(const t2l_product& job, int64_t first_panel, int64_t last_panel)
{
    run_product<Avx2>(job, first_panel, last_panel);
}
