// Memory for weights and results: aligned, and on large pages where the system grants them. A product streams hundreds of
// megabytes; on 4 KiB pages it would wait for the address translation of every second row of weights.
#include <cstdlib>
#include <sys/mman.h>
#include "t2lhyper.h"

constexpr size_t LARGE_PAGE = size_t(2) << 20;

// Null when there is not that much. Freed by t2l_free.
T2L_API void* t2l_allocate(int64_t bytes)
{
    const bool large = bytes >= static_cast<int64_t>(LARGE_PAGE);
    const size_t alignment = large ? LARGE_PAGE : 64;
    void* memory = nullptr;
    if (bytes < 0 || posix_memalign(&memory, alignment, static_cast<size_t>(bytes) + alignment) != 0)
        return nullptr;
    if (large)
        madvise(memory, static_cast<size_t>(bytes), MADV_HUGEPAGE);
    return memory;
}

T2L_API void t2l_free(void* memory) { free(memory); }

// Asks for large pages inside memory that somebody else allocated and has not touched yet; only a hint.
T2L_API void t2l_prefer_large_pages(void* memory, int64_t bytes)
{
    const uintptr_t first = (reinterpret_cast<uintptr_t>(memory) + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1);
    const uintptr_t last = (reinterpret_cast<uintptr_t>(memory) + static_cast<uintptr_t>(bytes)) & ~(LARGE_PAGE - 1);
    if (last > first)
        madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
}
