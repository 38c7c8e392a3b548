namespace T2L.Adapters.PyTorch;

/// <summary>PyTorch's names of typed storages.</summary>
internal static class TorchStorageType
{
    private static readonly Dictionary<string, TensorDType> ByName = new(StringComparer.Ordinal)
    {
        ["DoubleStorage"] = TensorDType.F64,
        ["FloatStorage"] = TensorDType.F32,
        ["HalfStorage"] = TensorDType.F16,
        ["BFloat16Storage"] = TensorDType.BF16,
        ["LongStorage"] = TensorDType.I64,
        ["IntStorage"] = TensorDType.I32,
        ["ShortStorage"] = TensorDType.I16,
        ["CharStorage"] = TensorDType.I8,
        ["ByteStorage"] = TensorDType.U8,
        ["BoolStorage"] = TensorDType.Bool,
    };

    public static bool TryParse(string name, out TensorDType dtype) => ByName.TryGetValue(name, out dtype);

    public static string NameOf(TensorDType dtype) => ByName.First(e => e.Value == dtype).Key;
}
