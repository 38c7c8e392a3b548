// The optimizer's own kernel.

namespace {

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
