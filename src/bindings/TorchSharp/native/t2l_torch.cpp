// The C side of the libtorch binding.
//
// Every ATen operator is reached through c10::Dispatcher by name, called boxed with tagged values; the few things that
// are not operators (memory, autograd state, generators, guards) have a function of their own.
// Compiles with libtorch 1.13 and 2.x. No exception leaves a function: a failure is a return value of -1 or null, and
// t2l_error() gives libtorch's own text, without its C++ stack.

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

// An operator and what to pass for arguments the caller leaves out.
struct Operator {
    c10::OperatorHandle handle;
    std::vector<c10::IValue> defaults;
};

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

template <typename Element>
c10::List<Element> to_list(const void* items, int32_t length) {
    c10::List<Element> list;
    list.reserve(length);
    for (int32_t i = 0; i < length; i++) list.push_back(static_cast<const Element*>(items)[i]);
    return list;
}

c10::IValue to_tensors(const Value& value) {
    auto* handles = static_cast<c10::TensorImpl* const*>(value.pointer);
    c10::List<at::Tensor> list;
    list.reserve(value.length);
    for (int32_t i = 0; i < value.length; i++) list.push_back(borrow(handles[i]));
    return list;
}

c10::IValue to_optional_tensors(const Value& value) {
    auto* handles = static_cast<c10::TensorImpl* const*>(value.pointer);
    c10::List<Optional<at::Tensor>> list;
    list.reserve(value.length);
    for (int32_t i = 0; i < value.length; i++)
        list.push_back(handles[i] == nullptr ? Optional<at::Tensor>() : Optional<at::Tensor>(borrow(handles[i])));
    return list;
}

c10::IValue to_ivalue(const Value& value, const c10::IValue& fallback) {
    switch (value.tag) {
        case None: return c10::IValue();
        case TensorTag: return borrow(value.tensor);
        case Int: return value.integer;
        case Double: return value.real;
        case Bool: return value.integer != 0;
        case IntList: return to_list<int64_t>(value.pointer, value.length);
        case DoubleList: return to_list<double>(value.pointer, value.length);
        case BoolList: return to_list<bool>(value.pointer, value.length);
        case TensorList: return to_tensors(value);
        case OptionalTensorList: return to_optional_tensors(value);
        case String: return std::string(static_cast<const char*>(value.pointer), value.length);
        case DeviceTag:
            return c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.length));
        case GeneratorTag: return borrow_generator(value.pointer);
        case SchemaDefault: return fallback;
    }
    TORCH_CHECK(false, "argument tag ", value.tag, " is unknown to the native binding");
}

Value give_tensors(const c10::IValue& result) {
    Value value{TensorList, 0, {0}};
    auto tensors = result.toTensorVector();
    auto** handles = static_cast<c10::TensorImpl**>(std::malloc(sizeof(void*) * (tensors.size() + 1)));
    TORCH_CHECK(handles != nullptr, "out of memory for ", tensors.size(), " tensor handles");
    for (size_t i = 0; i < tensors.size(); i++) handles[i] = give(std::move(tensors[i]));
    value.length = static_cast<int32_t>(tensors.size());
    value.pointer = handles;
    return value;
}

Value to_value(c10::IValue&& result) {
    Value value{None, 0, {0}};
    if (result.isNone()) return value;
    if (result.isTensorList()) return give_tensors(result);
    if (result.isTensor()) {
        value.tag = TensorTag;
        value.tensor = give(std::move(result).toTensor());
    } else if (result.isBool()) {
        value.tag = Bool;
        value.integer = result.toBool() ? 1 : 0;
    } else if (result.isInt()) {
        value.tag = Int;
        value.integer = result.toInt();
    } else if (result.isDouble()) {
        value.tag = Double;
        value.real = result.toDouble();
    } else {
        TORCH_CHECK(false, "a result of kind ", result.tagKind(), " is not supported by the native binding");
    }
    return value;
}

int32_t call(const Operator& op, const Value* arguments, int32_t count, Value* results, int32_t capacity) {
    // Kept per thread so that a call allocates nothing; boxed kernels do not call back into this function.
    thread_local std::vector<c10::IValue> stack;
    struct Cleared {
        std::vector<c10::IValue>& stack;
        ~Cleared() { stack.clear(); }
    } cleared{stack};

    const auto expected = static_cast<int32_t>(op.defaults.size());
    TORCH_CHECK(count <= expected, count, " arguments were given, ", op.handle.schema(), " takes ", expected);
    for (int32_t i = 0; i < count; i++) stack.push_back(to_ivalue(arguments[i], op.defaults[i]));
    for (int32_t i = count; i < expected; i++) stack.push_back(op.defaults[i]);

    op.handle.callBoxed(&stack);

    const auto returned = static_cast<int32_t>(stack.size());
    for (int32_t i = 0; i < returned && i < capacity; i++) results[i] = to_value(std::move(stack[i]));
    return returned;
}

// One pass over the memory of a parameter instead of a dozen; the operators' way stands beside it in AdamUpdate.cs.
struct AdamStep {
    float rate, beta1, beta2, epsilon, decay, root_correction, gradient_decay, sign;
};

// Vectorised by the compiler for the processor found at load time; that takes restricted pointers and a copy of the
// options, which no store can then be suspected to change.
__attribute__((target_clones("arch=skylake-avx512", "arch=haswell", "default")))
void adam_span(const AdamStep step, float* __restrict value, const float* __restrict gradient, float* __restrict first,
               float* __restrict second, int64_t count) {
    const float rest1 = 1 - step.beta1, rest2 = 1 - step.beta2;
    for (int64_t i = 0; i < count; i++) {
        const float g = step.sign * gradient[i] + step.gradient_decay * value[i];
        const float m = step.beta1 * first[i] + rest1 * g;
        const float v = step.beta2 * second[i] + rest2 * g * g;
        first[i] = m;
        second[i] = v;
        // Decay and step are added first: the parameter is rounded once, not twice.
        value[i] -= step.decay * value[i] + step.rate * (m / (std::sqrt(v) * step.root_correction + step.epsilon));
    }
}

bool is_plain(c10::TensorImpl* tensor) {
    return tensor->device().is_cpu() && tensor->is_contiguous() && tensor->dtype() == caffe2::TypeMeta::Make<float>();
}

} // namespace

// ---- Errors, versions -------------------------------------------------------------------------------------------

T2L_API const char* t2l_error() { return last_error.c_str(); }

T2L_API const char* t2l_version() { return TORCH_VERSION; }

T2L_API int64_t t2l_live_tensors() { return live_tensors.load(std::memory_order_relaxed); }

T2L_API int64_t t2l_peak_tensors() { return peak_tensors.load(std::memory_order_relaxed); }

// ---- Operators --------------------------------------------------------------------------------------------------

// Looked up once per call site; lives as long as the process.
T2L_API Operator* t2l_operator(const char* name, const char* overload) {
    return guarded<Operator*>(nullptr, [&]() -> Operator* {
        auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
        TORCH_CHECK(handle.has_value(), "libtorch ", TORCH_VERSION, " has no operator ", name,
                    *overload ? "." : "", overload);
        std::vector<c10::IValue> defaults;
        for (const auto& argument : handle->schema().arguments())
            defaults.push_back(argument.default_value().has_value() ? *argument.default_value() : c10::IValue());
        return new Operator{*handle, std::move(defaults)};
    });
}

// Returns how many results the operator has, at most `capacity` of which were written; -1 on failure.
T2L_API int32_t t2l_call(const Operator* op, const Value* arguments, int32_t count, Value* results, int32_t capacity) {
    return guarded<int32_t>(-1, [&] { return call(*op, arguments, count, results, capacity); });
}

T2L_API void t2l_release_handles(void* handles) { std::free(handles); }

// ---- Tensors ----------------------------------------------------------------------------------------------------

T2L_API void t2l_release(c10::TensorImpl* handle) {
    if (handle == nullptr) return;
    live_tensors.fetch_sub(1, std::memory_order_relaxed);
    c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(handle);
}

T2L_API c10::TensorImpl* t2l_alias(c10::TensorImpl* handle) { return give(borrow(handle)); }

T2L_API c10::TensorImpl* t2l_from_data(const void* data, int64_t bytes, const int64_t* sizes, int32_t dimensions, int32_t dtype) {
    return guarded<c10::TensorImpl*>(nullptr, [&] {
        auto tensor = at::empty(at::IntArrayRef(sizes, dimensions), at::TensorOptions(static_cast<at::ScalarType>(dtype)));
        TORCH_CHECK(static_cast<int64_t>(tensor.nbytes()) == bytes, "the shape ", at::IntArrayRef(sizes, dimensions), " takes ",
                    tensor.nbytes(), " bytes, the data has ", bytes);
        if (bytes > 0) std::memcpy(tensor.data_ptr(), data, bytes);
        return give(std::move(tensor));
    });
}

// Shares the caller's memory; `release(context)` is called when the last tensor over it goes.
T2L_API c10::TensorImpl* t2l_from_blob(void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype,
                                       void (*release)(void*), void* context) {
    return guarded<c10::TensorImpl*>(nullptr, [&] {
        return give(at::from_blob(data, at::IntArrayRef(sizes, dimensions), [release, context](void*) { release(context); },
                                  at::TensorOptions(static_cast<at::ScalarType>(dtype))));
    });
}

T2L_API void* t2l_data(c10::TensorImpl* handle) {
    return guarded<void*>(nullptr, [&] { return borrow(handle).data_ptr(); });
}

T2L_API int64_t t2l_dim(c10::TensorImpl* handle) { return handle->dim(); }

T2L_API int64_t t2l_numel(c10::TensorImpl* handle) { return handle->numel(); }

T2L_API int32_t t2l_dtype(c10::TensorImpl* handle) {
    return static_cast<int32_t>(c10::typeMetaToScalarType(handle->dtype()));
}

T2L_API int64_t t2l_element_size(c10::TensorImpl* handle) { return static_cast<int64_t>(handle->itemsize()); }

T2L_API int32_t t2l_device(c10::TensorImpl* handle, int32_t* index) {
    const auto device = handle->device();
    *index = device.index();
    return static_cast<int32_t>(device.type());
}

T2L_API void t2l_sizes(c10::TensorImpl* handle, int64_t* sizes) {
    const auto from = handle->sizes();
    std::copy(from.begin(), from.end(), sizes);
}

T2L_API int32_t t2l_strides(c10::TensorImpl* handle, int64_t* strides) {
    return guarded<int32_t>(-1, [&] {
        const auto from = handle->strides();
        std::copy(from.begin(), from.end(), strides);
        return 0;
    });
}

T2L_API int64_t t2l_storage_offset(c10::TensorImpl* handle) {
    return guarded<int64_t>(-1, [&] { return handle->storage_offset(); });
}

T2L_API int32_t t2l_is_contiguous(c10::TensorImpl* handle) { return handle->is_contiguous() ? 1 : 0; }

T2L_API int32_t t2l_is_sparse(c10::TensorImpl* handle) { return handle->is_sparse() ? 1 : 0; }

// ---- Autograd ---------------------------------------------------------------------------------------------------

T2L_API int32_t t2l_requires_grad(c10::TensorImpl* handle) {
    return guarded<int32_t>(-1, [&] { return borrow(handle).requires_grad() ? 1 : 0; });
}

T2L_API int32_t t2l_set_requires_grad(c10::TensorImpl* handle, int32_t value) {
    return guarded<int32_t>(-1, [&] {
        borrow(handle).requires_grad_(value != 0);
        return 0;
    });
}

T2L_API int32_t t2l_is_leaf(c10::TensorImpl* handle) {
    return guarded<int32_t>(-1, [&] { return borrow(handle).is_leaf() ? 1 : 0; });
}

// Null means "no gradient": nothing here can fail.
T2L_API c10::TensorImpl* t2l_grad(c10::TensorImpl* handle) {
    return guarded<c10::TensorImpl*>(nullptr, [&] { return give(borrow(handle).grad()); });
}

T2L_API int32_t t2l_set_grad(c10::TensorImpl* handle, c10::TensorImpl* gradient) {
    return guarded<int32_t>(-1, [&] {
        borrow(handle).mutable_grad() = borrow(gradient);
        return 0;
    });
}

T2L_API int32_t t2l_retain_grad(c10::TensorImpl* handle) {
    return guarded<int32_t>(-1, [&] {
        borrow(handle).retain_grad();
        return 0;
    });
}

// The tensor keeps its identity (and its place in an optimizer) and gets other values, dtype or device.
T2L_API int32_t t2l_set_data(c10::TensorImpl* handle, c10::TensorImpl* data) {
    return guarded<int32_t>(-1, [&] {
        borrow(handle).set_data(borrow(data));
        return 0;
    });
}

T2L_API int32_t t2l_backward(c10::TensorImpl* const* outputs, int32_t count, c10::TensorImpl* const* gradients, int32_t gradient_count,
                             c10::TensorImpl* const* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph) {
    return guarded<int32_t>(-1, [&] {
        torch::autograd::backward(borrow_all(outputs, count), borrow_all(gradients, gradient_count), retain_graph != 0,
                                  create_graph != 0, borrow_all(inputs, input_count));
        return 0;
    });
}

// Writes one handle for each input, null for one that was not used.
T2L_API int32_t t2l_gradients(c10::TensorImpl* const* outputs, int32_t count, c10::TensorImpl* const* gradients, int32_t gradient_count,
                              c10::TensorImpl* const* inputs, int32_t input_count, int32_t retain_graph, int32_t create_graph,
                              int32_t allow_unused, c10::TensorImpl** results) {
    return guarded<int32_t>(-1, [&] {
        auto found = torch::autograd::grad(borrow_all(outputs, count), borrow_all(inputs, input_count),
                                           borrow_all(gradients, gradient_count), retain_graph != 0, create_graph != 0,
                                           allow_unused != 0);
        for (size_t i = 0; i < found.size(); i++) results[i] = give(std::move(found[i]));
        return 0;
    });
}

T2L_API int32_t t2l_grad_enabled() { return at::GradMode::is_enabled() ? 1 : 0; }

T2L_API void t2l_set_grad_enabled(int32_t enabled) { at::GradMode::set_enabled(enabled != 0); }

T2L_API int32_t t2l_inference_enabled() { return c10::InferenceMode::is_enabled() ? 1 : 0; }

// Guards restore what they found, so they are ended in reverse order on the thread that began them.
T2L_API void* t2l_inference_begin(int32_t enabled) {
    return guarded<void*>(nullptr, [&]() -> void* { return new c10::InferenceMode(enabled != 0); });
}

T2L_API void t2l_inference_end(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

// ---- Random numbers ---------------------------------------------------------------------------------------------

T2L_API int32_t t2l_manual_seed(uint64_t seed) {
    return guarded<int32_t>(-1, [&] {
        at::manual_seed(seed);
        return 0;
    });
}

T2L_API void* t2l_generator(uint64_t seed, int32_t device, int32_t index) {
    return guarded<void*>(nullptr, [&]() -> void* {
        const auto type = static_cast<c10::DeviceType>(device);
        auto generator = type == c10::DeviceType::CPU
            ? at::detail::createCPUGenerator(seed)
            : at::globalContext().defaultGenerator(c10::Device(type, static_cast<c10::DeviceIndex>(index))).clone();
        generator.set_current_seed(seed);
        return generator.unsafeReleaseGeneratorImpl();
    });
}

T2L_API void* t2l_default_generator() {
    return guarded<void*>(nullptr, [&]() -> void* {
        return at::Generator(at::detail::getDefaultCPUGenerator()).unsafeReleaseGeneratorImpl();
    });
}

T2L_API void t2l_generator_release(void* handle) {
    c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(static_cast<c10::GeneratorImpl*>(handle));
}

T2L_API int32_t t2l_generator_set_seed(void* handle, uint64_t seed) {
    return guarded<int32_t>(-1, [&] {
        auto generator = borrow_generator(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_current_seed(seed);
        return 0;
    });
}

T2L_API uint64_t t2l_generator_seed(void* handle, int32_t fresh) {
    return guarded<uint64_t>(0, [&] {
        auto generator = borrow_generator(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        return fresh != 0 ? generator.seed() : generator.current_seed();
    });
}

T2L_API c10::TensorImpl* t2l_generator_state(void* handle) {
    return guarded<c10::TensorImpl*>(nullptr, [&] {
        auto generator = borrow_generator(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        return give(generator.get_state());
    });
}

T2L_API int32_t t2l_generator_set_state(void* handle, c10::TensorImpl* state) {
    return guarded<int32_t>(-1, [&] {
        auto generator = borrow_generator(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_state(borrow(state));
        return 0;
    });
}

// ---- Threads and devices ----------------------------------------------------------------------------------------

T2L_API int32_t t2l_threads() { return at::get_num_threads(); }

// libtorch sizes its own pool only; its BLAS keeps another one, which would go on using every core.
T2L_API int32_t t2l_set_threads(int32_t count) {
    return guarded<int32_t>(-1, [&] {
        at::set_num_threads(count);
        if (auto* set = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) set(count);
        return 0;
    });
}

T2L_API int32_t t2l_interop_threads() { return at::get_num_interop_threads(); }

T2L_API int32_t t2l_set_interop_threads(int32_t count) {
    return guarded<int32_t>(-1, [&] {
        at::set_num_interop_threads(count);
        return 0;
    });
}

T2L_API int32_t t2l_cuda_devices() {
    return guarded<int32_t>(0, [&] {
        if (!at::hasCUDA() || !c10::impl::hasDeviceGuardImpl(c10::DeviceType::CUDA)) return 0;
        return static_cast<int32_t>(c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA)->deviceCount());
    });
}

T2L_API int32_t t2l_cudnn_available() {
    return guarded<int32_t>(0, [&] { return at::hasCUDA() && at::detail::getCUDAHooks().hasCuDNN() ? 1 : 0; });
}

T2L_API int32_t t2l_cuda_synchronize(int32_t index) {
    return guarded<int32_t>(-1, [&] {
        const auto* guard = c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA);
        const auto device = index < 0 ? guard->getDevice() : c10::Device(c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(index));
        at::detail::getCUDAHooks().deviceSynchronize(device.index());
        return 0;
    });
}

T2L_API int32_t t2l_cuda_seed(uint64_t seed, int32_t index) {
    return guarded<int32_t>(-1, [&] {
        for (int32_t i = index < 0 ? 0 : index; i < (index < 0 ? t2l_cuda_devices() : index + 1); i++) {
            auto generator = at::globalContext().defaultGenerator(
                c10::Device(c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(i)));
            std::lock_guard<std::mutex> lock(generator.mutex());
            generator.set_current_seed(seed);
        }
        return 0;
    });
}

// ---- Optimizers -------------------------------------------------------------------------------------------------

// Returns 1 when done, 0 when a tensor is not plain float32 memory on the CPU (and nothing was changed), -1 on failure.
// `options`: learning rate, beta1, beta2, epsilon, weight decay, step, 1 for AdamW, 1 to maximize.
T2L_API int32_t t2l_adam(c10::TensorImpl* const* values, c10::TensorImpl* const* gradients, c10::TensorImpl* const* first,
                         c10::TensorImpl* const* second, int32_t count, const double* options) {
    return guarded<int32_t>(-1, [&] {
        for (int32_t i = 0; i < count; i++)
            if (!is_plain(values[i]) || !is_plain(gradients[i]) || !is_plain(first[i]) || !is_plain(second[i])) return 0;
        const double rate = options[0], decay = options[4], time = options[5];
        const bool decoupled = options[6] != 0;
        const AdamStep step{
            static_cast<float>(rate / (1 - std::pow(options[1], time))), static_cast<float>(options[1]), static_cast<float>(options[2]),
            static_cast<float>(options[3]), static_cast<float>(decoupled ? rate * decay : 0),
            static_cast<float>(1 / std::sqrt(1 - std::pow(options[2], time))), static_cast<float>(decoupled ? 0 : decay),
            options[7] != 0 ? -1.0f : 1.0f};
        for (int32_t i = 0; i < count; i++) {
            auto value = borrow(values[i]), gradient = borrow(gradients[i]), m = borrow(first[i]), v = borrow(second[i]);
            auto *pv = value.data_ptr<float>(), *pg = gradient.data_ptr<float>(), *pm = m.data_ptr<float>(), *ps = v.data_ptr<float>();
            at::parallel_for(0, value.numel(), 1 << 15, [&](int64_t begin, int64_t end) {
                adam_span(step, pv + begin, pg + begin, pm + begin, ps + begin, end - begin);
            });
            // Autograd must notice if a graph recorded before this step is used after it.
            values[i]->bump_version();
        }
        return 1;
    });
}
