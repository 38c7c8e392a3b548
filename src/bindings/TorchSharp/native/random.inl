// Random numbers: the process-wide seed and generators.

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
