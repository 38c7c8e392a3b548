// What this machine can do at most: multiply-adds that stay in registers, and bytes read in order.
#include <cstdint>

#define T2L_API extern "C" __attribute__((visibility("default")))

namespace {

typedef float vector512 __attribute__((vector_size(64)));
typedef float vector256 __attribute__((vector_size(32)));

// Independent chains hide the latency of two multiply-adds a cycle; more than these would leave the registers.
constexpr int CHAINS_512 = 16, CHAINS_256 = 12;

template <class Vector, int Chains>
inline __attribute__((always_inline)) float multiply_add(int64_t rounds)
{
    Vector sums[Chains];
    for (int i = 0; i < Chains; i++)
        sums[i] = Vector{} + static_cast<float>(i);
    const Vector factor = Vector{} + 0.999f, addend = Vector{} + 0.001f;
    for (int64_t round = 0; round < rounds; round++)
#pragma GCC unroll 16
        for (int i = 0; i < Chains; i++)
            sums[i] = sums[i] * factor + addend;
    Vector total = sums[0];
    for (int i = 1; i < Chains; i++)
        total += sums[i];
    float sum = 0;
    for (unsigned i = 0; i < sizeof(Vector) / sizeof(float); i++)
        sum += total[i];
    return sum;
}

__attribute__((target("avx512f,fma"))) float multiply_add_512(int64_t rounds) { return multiply_add<vector512, CHAINS_512>(rounds); }

__attribute__((target("avx2,fma"))) float multiply_add_256(int64_t rounds) { return multiply_add<vector256, CHAINS_256>(rounds); }

bool has_512() { return __builtin_cpu_supports("avx512f"); }

}

// Operations (a multiply and an add each count) of one call with these many rounds; the caller takes the time.
T2L_API double t2l_probe_operations(int64_t rounds) { return 2.0 * static_cast<double>(rounds) * (has_512() ? CHAINS_512 * 16 : CHAINS_256 * 8); }

T2L_API float t2l_probe_multiply_add(int64_t rounds) { return has_512() ? multiply_add_512(rounds) : multiply_add_256(rounds); }

// Reads memory in order. The count is a multiple of 64 numbers.
T2L_API __attribute__((target_clones("avx512f", "avx2", "default"))) float t2l_probe_read(const float* memory, int64_t count)
{
    float sums[64] = {};
    for (int64_t i = 0; i < count; i += 64)
        for (int j = 0; j < 64; j++)
            sums[j] += memory[i + j];
    float total = 0;
    for (float sum : sums)
        total += sum;
    return total;
}
