// Register tiles of up to 14 rows x 32 columns: 28 of the 32 registers hold sums, two hold weights.
#pragma GCC target("avx512f,avx512vl,avx512bw,avx512dq,fma,avx2")
#include <immintrin.h>
#include "tiles.h"

namespace {

template <int Rows>
void tile_of(const float* x, const float* w, const float* bias, int64_t depth, float* out, const float* ahead, int64_t step)
{
    __m512 left[Rows], right[Rows];
    const __m512 bias_left = _mm512_loadu_ps(bias), bias_right = _mm512_loadu_ps(bias + 16);
#pragma GCC unroll 16
    for (int i = 0; i < Rows; i++) {
        left[i] = bias_left;
        right[i] = bias_right;
    }
    for (int64_t k = 0; k < depth; k++) {
        const __m512 w_left = _mm512_load_ps(w), w_right = _mm512_load_ps(w + 16);
        _mm_prefetch(reinterpret_cast<const char*>(ahead), _MM_HINT_T1);
#pragma GCC unroll 16
        for (int i = 0; i < Rows; i++) {
            const __m512 value = _mm512_set1_ps(x[i]);
            left[i] = _mm512_fmadd_ps(value, w_left, left[i]);
            right[i] = _mm512_fmadd_ps(value, w_right, right[i]);
        }
        x += Rows;
        w += T2L_PANEL;
        ahead += step;
    }
#pragma GCC unroll 16
    for (int i = 0; i < Rows; i++) {
        _mm512_store_ps(out + i * T2L_PANEL, left[i]);
        _mm512_store_ps(out + i * T2L_PANEL + 16, right[i]);
    }
}

struct Avx512 {
    static constexpr int max_rows = 14;
    using Tile = void (*)(const float*, const float*, const float*, int64_t, float*, const float*, int64_t);

    static void tile(int rows, const float* x, const float* w, const float* bias, int64_t depth, float* out,
                     const float* ahead, int64_t step)
    {
        static constexpr Tile by_rows[] = {
            tile_of<1>, tile_of<2>, tile_of<3>, tile_of<4>, tile_of<5>, tile_of<6>, tile_of<7>,
            tile_of<8>, tile_of<9>, tile_of<10>, tile_of<11>, tile_of<12>, tile_of<13>, tile_of<14>};
        by_rows[rows - 1](x, w, bias, depth, out, ahead, step);
    }

    static void stream(float* out, const float* values)
    {
        _mm512_stream_ps(out, _mm512_load_ps(values));
        _mm512_stream_ps(out + 16, _mm512_load_ps(values + 16));
    }

    static void fence() { _mm_sfence(); }
};

}

void t2l_product_avx512(const t2l_product& job, int64_t first_panel, int64_t last_panel)
{
    run_product<Avx512>(job, first_panel, last_panel);
}
