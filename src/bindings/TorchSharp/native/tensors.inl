// Tensors: life, memory, shape.

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
