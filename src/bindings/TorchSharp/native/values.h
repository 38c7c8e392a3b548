// What all parts share: the tagged value, errors that do not cross the border, handles that own a tensor.

#pragma once

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/version.h>

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#define T2L_API extern "C" __attribute__((visibility("default")))

namespace {

// libtorch had an optional of its own until the standard's could replace it.
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 5)
template <typename T> using Optional = std::optional<T>;
#else
template <typename T> using Optional = c10::optional<T>;
#endif

// A value on its way in or out. Mirrored by TorchSharp.Native.NativeValue.
enum Tag : int32_t {
    None, TensorTag, Int, Double, Bool, IntList, DoubleList, BoolList, TensorList, OptionalTensorList, String, DeviceTag,
    GeneratorTag, SchemaDefault
};

struct Value {
    int32_t tag;
    int32_t length; // of a list or a string; the index of a device
    union {
        int64_t integer;
        double real;
        const void* pointer;
        c10::TensorImpl* tensor;
    };
};
static_assert(sizeof(Value) == 16, "mirrored in C#");

thread_local std::string last_error;
std::atomic<int64_t> live_tensors{0};
std::atomic<int64_t> peak_tensors{0};

template <typename Result, typename Body>
Result guarded(Result failure, Body body) noexcept {
    try {
        return body();
    } catch (const c10::Error& error) {
        last_error = error.what_without_backtrace();
    } catch (const std::exception& error) {
        last_error = error.what();
    } catch (...) {
        last_error = "an unknown native exception";
    }
    return failure;
}

// Handles are owned TensorImpl references: no allocation beyond the tensor itself.
c10::TensorImpl* give(at::Tensor tensor) {
    if (!tensor.defined()) return nullptr;
    const auto live = live_tensors.fetch_add(1, std::memory_order_relaxed) + 1;
    auto peak = peak_tensors.load(std::memory_order_relaxed);
    while (live > peak && !peak_tensors.compare_exchange_weak(peak, live, std::memory_order_relaxed)) {}
    return tensor.unsafeReleaseTensorImpl();
}

at::Tensor borrow(c10::TensorImpl* handle) {
    if (handle == nullptr) return at::Tensor();
    return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(handle));
}

std::vector<at::Tensor> borrow_all(c10::TensorImpl* const* handles, int64_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int64_t i = 0; i < count; i++) tensors.push_back(borrow(handles[i]));
    return tensors;
}

at::Generator borrow_generator(const void* handle) {
    auto* implementation = static_cast<c10::GeneratorImpl*>(const_cast<void*>(handle));
    return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(implementation));
}

} // namespace

T2L_API const char* t2l_error() { return last_error.c_str(); }

T2L_API const char* t2l_version() { return TORCH_VERSION; }

T2L_API int64_t t2l_live_tensors() { return live_tensors.load(std::memory_order_relaxed); }

T2L_API int64_t t2l_peak_tensors() { return peak_tensors.load(std::memory_order_relaxed); }
