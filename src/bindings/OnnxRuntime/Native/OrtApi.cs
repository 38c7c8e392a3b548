namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>The functions used here, each under ONNX Runtime's own name; the number is its slot.</summary>
/// <remarks>A function that can fail returns an OrtStatus*, zero for success: wrap it in <see cref="OrtStatus.Check"/>.</remarks>
internal static unsafe class OrtApi
{
    private static void** Slots => OrtTable.Slots;

    public static int GetErrorCode(nint status) => ((delegate* unmanaged<nint, int>)Slots[1])(status);
    public static nint GetErrorMessage(nint status) => ((delegate* unmanaged<nint, nint>)Slots[2])(status);
    public static void ReleaseStatus(nint status) => Release(93, status);

    public static nint CreateEnv(int logLevel, byte* logId, nint* env) => ((delegate* unmanaged<int, byte*, nint*, nint>)Slots[3])(logLevel, logId, env);
    public static nint GetAvailableProviders(byte*** names, int* count) => ((delegate* unmanaged<byte***, int*, nint>)Slots[125])(names, count);
    public static nint ReleaseAvailableProviders(byte** names, int count) => ((delegate* unmanaged<byte**, int, nint>)Slots[126])(names, count);

    public static nint CreateSessionOptions(nint* options) => ((delegate* unmanaged<nint*, nint>)Slots[10])(options);
    public static nint SetSessionLogSeverityLevel(nint options, int level) => ((delegate* unmanaged<nint, int, nint>)Slots[22])(options, level);
    public static nint SetSessionGraphOptimizationLevel(nint options, int level) => ((delegate* unmanaged<nint, int, nint>)Slots[23])(options, level);
    public static nint SetIntraOpNumThreads(nint options, int threads) => ((delegate* unmanaged<nint, int, nint>)Slots[24])(options, threads);
    public static nint SetInterOpNumThreads(nint options, int threads) => ((delegate* unmanaged<nint, int, nint>)Slots[25])(options, threads);
    public static nint AddSessionConfigEntry(nint options, byte* key, byte* value) =>
        ((delegate* unmanaged<nint, byte*, byte*, nint>)Slots[130])(options, key, value);

    public static nint CreateSession(nint env, byte* path, nint options, nint* session) =>
        ((delegate* unmanaged<nint, byte*, nint, nint*, nint>)Slots[7])(env, path, options, session);
    public static nint CreateSessionFromArray(nint env, void* model, nuint bytes, nint options, nint* session) =>
        ((delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)Slots[8])(env, model, bytes, options, session);
    public static nint Run(nint session, nint options, byte** inputNames, nint* inputs, nuint inputCount, byte** outputNames, nuint outputCount, nint* outputs) =>
        ((delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)Slots[9])(
            session, options, inputNames, inputs, inputCount, outputNames, outputCount, outputs);

    public static nint SessionGetInputCount(nint session, nuint* count) => ((delegate* unmanaged<nint, nuint*, nint>)Slots[30])(session, count);
    public static nint SessionGetOutputCount(nint session, nuint* count) => ((delegate* unmanaged<nint, nuint*, nint>)Slots[31])(session, count);
    public static nint SessionGetInputTypeInfo(nint session, nuint index, nint* info) => ((delegate* unmanaged<nint, nuint, nint*, nint>)Slots[33])(session, index, info);
    public static nint SessionGetOutputTypeInfo(nint session, nuint index, nint* info) => ((delegate* unmanaged<nint, nuint, nint*, nint>)Slots[34])(session, index, info);
    public static nint SessionGetInputName(nint session, nuint index, nint allocator, nint* name) =>
        ((delegate* unmanaged<nint, nuint, nint, nint*, nint>)Slots[36])(session, index, allocator, name);
    public static nint SessionGetOutputName(nint session, nuint index, nint allocator, nint* name) =>
        ((delegate* unmanaged<nint, nuint, nint, nint*, nint>)Slots[37])(session, index, allocator, name);

    public static nint CreateRunOptions(nint* options) => ((delegate* unmanaged<nint*, nint>)Slots[39])(options);
    public static nint RunOptionsSetRunLogSeverityLevel(nint options, int level) => ((delegate* unmanaged<nint, int, nint>)Slots[41])(options, level);
    public static nint RunOptionsSetTerminate(nint options) => ((delegate* unmanaged<nint, nint>)Slots[46])(options);
    public static nint RunOptionsUnsetTerminate(nint options) => ((delegate* unmanaged<nint, nint>)Slots[47])(options);

    public static nint CreateTensorWithDataAsOrtValue(nint memory, void* data, nuint bytes, long* shape, nuint rank, int elementType, nint* value) =>
        ((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)Slots[49])(memory, data, bytes, shape, rank, elementType, value);
    public static nint GetTensorMutableData(nint value, void** data) => ((delegate* unmanaged<nint, void**, nint>)Slots[51])(value, data);
    public static nint CastTypeInfoToTensorInfo(nint typeInfo, nint* tensorInfo) => ((delegate* unmanaged<nint, nint*, nint>)Slots[55])(typeInfo, tensorInfo);
    public static nint GetOnnxTypeFromTypeInfo(nint typeInfo, int* type) => ((delegate* unmanaged<nint, int*, nint>)Slots[56])(typeInfo, type);
    public static nint GetTensorElementType(nint info, int* type) => ((delegate* unmanaged<nint, int*, nint>)Slots[60])(info, type);
    public static nint GetDimensionsCount(nint info, nuint* count) => ((delegate* unmanaged<nint, nuint*, nint>)Slots[61])(info, count);
    public static nint GetDimensions(nint info, long* dimensions, nuint count) => ((delegate* unmanaged<nint, long*, nuint, nint>)Slots[62])(info, dimensions, count);
    public static nint GetSymbolicDimensions(nint info, byte** names, nuint count) => ((delegate* unmanaged<nint, byte**, nuint, nint>)Slots[63])(info, names, count);
    public static nint GetTensorTypeAndShape(nint value, nint* info) => ((delegate* unmanaged<nint, nint*, nint>)Slots[65])(value, info);
    public static nint GetValueType(nint value, int* type) => ((delegate* unmanaged<nint, int*, nint>)Slots[67])(value, type);

    public static nint CreateCpuMemoryInfo(int allocatorType, int memoryType, nint* info) =>
        ((delegate* unmanaged<int, int, nint*, nint>)Slots[69])(allocatorType, memoryType, info);
    public static nint GetAllocatorWithDefaultOptions(nint* allocator) => ((delegate* unmanaged<nint*, nint>)Slots[78])(allocator);
    public static nint AllocatorFree(nint allocator, nint memory) => ((delegate* unmanaged<nint, nint, nint>)Slots[76])(allocator, memory);

    public static void ReleaseSession(nint session) => Release(95, session);
    public static void ReleaseValue(nint value) => Release(96, value);
    public static void ReleaseRunOptions(nint options) => Release(97, options);
    public static void ReleaseTypeInfo(nint info) => Release(98, info);
    public static void ReleaseTensorTypeAndShapeInfo(nint info) => Release(99, info);
    public static void ReleaseSessionOptions(nint options) => Release(100, options);

    private static void Release(int slot, nint handle) => ((delegate* unmanaged<nint, void>)Slots[slot])(handle);
}
