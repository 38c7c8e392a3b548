// Threads, and what there is to compute on.

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
