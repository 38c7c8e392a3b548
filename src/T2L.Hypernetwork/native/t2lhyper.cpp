// What C# calls: choosing the kernel, laying out weights, and the small row-wise steps between the products.
#include <cmath>
#include "t2lhyper.h"

void t2l_product_reference(const t2l_product& job, int64_t first_panel, int64_t last_panel);
void t2l_product_avx2(const t2l_product& job, int64_t first_panel, int64_t last_panel);
void t2l_product_avx512(const t2l_product& job, int64_t first_panel, int64_t last_panel);

T2L_API int32_t t2l_best_isa()
{
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("fma"))
        return T2L_AVX512;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? T2L_AVX2 : T2L_REFERENCE;
}

T2L_API int64_t t2l_scratch_floats(int64_t depth) { return T2L_CHUNK_ROWS * depth; }

// Columns [32 * first_panel, 32 * last_panel) of all rows. Calls for different panels may run at the same time, each with its own scratch.
T2L_API void t2l_run(const t2l_product* job, int64_t first_panel, int64_t last_panel)
{
    if (job->isa == T2L_AVX512)
        t2l_product_avx512(*job, first_panel, last_panel);
    else if (job->isa == T2L_AVX2)
        t2l_product_avx2(*job, first_panel, last_panel);
    else
        t2l_product_reference(*job, first_panel, last_panel);
}

// Panels [first_panel, last_panel) of weights [rows, depth]: column j is row (j / inner) * outer_step + (j % inner) * inner_step,
// so that a head's rows can be laid out in the order in which its results are stored. Columns past the end are zero.
T2L_API void t2l_pack(const float* weights, const float* bias, int64_t depth, int64_t columns, int64_t inner, int64_t outer_step,
                      int64_t inner_step, float factor, float* packed, float* packed_bias, int64_t first_panel, int64_t last_panel)
{
    for (int64_t j = first_panel * T2L_PANEL; j < last_panel * T2L_PANEL; j++) {
        float* to = packed + (j / T2L_PANEL) * depth * T2L_PANEL + j % T2L_PANEL;
        const bool inside = j < columns;
        const int64_t row = (j / inner) * outer_step + (j % inner) * inner_step;
        const float* from = weights + row * depth;
        for (int64_t k = 0; k < depth; k++)
            to[k * T2L_PANEL] = inside ? from[k] * factor : 0.0f;
        packed_bias[j] = inside && bias ? bias[row] * factor : 0.0f;
    }
}

// LayerNorm over the last axis, eps 1e-5, biased variance.
T2L_API void t2l_layer_norm(const float* input, int64_t rows, int64_t width, const float* weight, const float* bias, float* output)
{
    for (int64_t i = 0; i < rows; i++, input += width, output += width) {
        float sum = 0, squares = 0;
#pragma omp simd reduction(+ : sum)
        for (int64_t j = 0; j < width; j++)
            sum += input[j];
        const float mean = sum / width;
#pragma omp simd reduction(+ : squares)
        for (int64_t j = 0; j < width; j++)
            squares += (input[j] - mean) * (input[j] - mean);
        const float inverse = 1.0f / std::sqrt(squares / width + 1e-5f);
        for (int64_t j = 0; j < width; j++)
            output[j] = (input[j] - mean) * inverse * weight[j] + bias[j];
    }
}

// Row i of the input becomes rows i * ranks + k of the output, turned by the angles of rank position k:
// x * cos + rotate_half(x) * sin, with the tables [ranks, width / 2].
T2L_API void t2l_rotate(const float* input, int64_t rows, int64_t width, int64_t ranks, const float* cosines, const float* sines, float* output)
{
    const int64_t half = width / 2;
    for (int64_t i = 0; i < rows; i++, input += width)
        for (int64_t k = 0; k < ranks; k++, output += width)
            for (int64_t j = 0; j < half; j++) {
                const float c = cosines[k * half + j], s = sines[k * half + j];
                output[j] = input[j] * c - input[j + half] * s;
                output[j + half] = input[j + half] * c + input[j] * s;
            }
}

// Row i of the input becomes rows i * parts + k of the output, with row k of the addends added.
T2L_API void t2l_add_each(const float* input, int64_t rows, int64_t width, int64_t parts, const float* addends, float* output)
{
    for (int64_t i = 0; i < rows; i++, input += width)
        for (int64_t k = 0; k < parts; k++, output += width)
            for (int64_t j = 0; j < width; j++)
                output[j] = input[j] + addends[k * width + j];
}
