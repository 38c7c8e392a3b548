// Operators by name: found once, called boxed.

namespace {

// An operator and what to pass for arguments the caller leaves out.
struct Operator {
    c10::OperatorHandle handle;
    std::vector<c10::IValue> defaults;
};

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

} // namespace

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
