// Gradients, and the modes that say whether they are recorded.

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
