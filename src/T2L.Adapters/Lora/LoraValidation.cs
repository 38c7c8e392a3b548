namespace T2L.Adapters.Lora;

/// <summary>What must hold between a configuration and its factors.</summary>
internal static class LoraValidation
{
    public static void Check(LoraConfig config, IReadOnlyDictionary<string, LoraWeights> modules, string? file)
    {
        if (modules.Count == 0)
            throw new AdapterFormatException(AdapterFormatError.IncompletePair, "the adapter holds no lora_A and lora_B tensors.", file);
        foreach (var (path, weights) in modules)
        {
            if (!config.Targets(path))
            {
                throw new AdapterFormatException(AdapterFormatError.UnknownTensor,
                    $"module '{path}' has factors, but target_modules is {string.Join(", ", config.TargetModules)}.", file, LoraTensorNames.OfA(path));
            }

            CheckShapes(config.RankFor(path), path, weights, file);
            CheckTypes(path, weights, file);
            CheckFinite(LoraTensorNames.OfA(path), weights.A, file);
            CheckFinite(LoraTensorNames.OfB(path), weights.B, file);
        }
    }

    private static void CheckShapes(int rank, string path, LoraWeights weights, string? file)
    {
        CheckMatrix(LoraTensorNames.OfA(path), weights.A, "[rank, in_features]", file);
        CheckMatrix(LoraTensorNames.OfB(path), weights.B, "[out_features, rank]", file);
        if (weights.A.Shape[0] != weights.B.Shape[1])
        {
            throw new AdapterFormatException(AdapterFormatError.RankMismatch,
                $"'{path}' has lora_A {TensorShape.Show(weights.A.Shape)} of rank {weights.A.Shape[0]} and lora_B {TensorShape.Show(weights.B.Shape)} of rank {weights.B.Shape[1]}.",
                file, LoraTensorNames.OfB(path));
        }

        if (weights.A.Shape[0] != rank)
        {
            throw new AdapterFormatException(AdapterFormatError.RankMismatch,
                $"'{path}' has lora_A {TensorShape.Show(weights.A.Shape)} of rank {weights.A.Shape[0]}; the configuration gives it rank {rank}.",
                file, LoraTensorNames.OfA(path));
        }
    }

    private static void CheckMatrix(string name, TensorData tensor, string expected, string? file)
    {
        if (tensor.Shape.Count != 2 || tensor.ElementCount == 0)
        {
            throw new AdapterFormatException(AdapterFormatError.ShapeMismatch,
                $"tensor '{name}' is {TensorShape.Show(tensor.Shape)}; expected {expected}.", file, name);
        }
    }

    private static void CheckTypes(string path, LoraWeights weights, string? file)
    {
        if (!weights.A.DType.IsFloatingPoint())
        {
            throw new AdapterFormatException(AdapterFormatError.DTypeMismatch,
                $"tensor '{LoraTensorNames.OfA(path)}' is {weights.A.DType.SafetensorsName()}; expected F32, BF16, F16 or F64.",
                file, LoraTensorNames.OfA(path));
        }

        if (weights.A.DType != weights.B.DType)
        {
            throw new AdapterFormatException(AdapterFormatError.DTypeMismatch,
                $"'{path}' has lora_A of {weights.A.DType.SafetensorsName()} and lora_B of {weights.B.DType.SafetensorsName()}; expected one type.",
                file, LoraTensorNames.OfB(path));
        }
    }

    private static void CheckFinite(string name, TensorData tensor, string? file)
    {
        var index = FiniteScan.FirstNotFinite(tensor);
        if (index >= 0)
        {
            throw new AdapterFormatException(AdapterFormatError.NotFinite,
                $"tensor '{name}' holds NaN or infinity at element {index}; an adapter's numbers must be finite.", file, name);
        }
    }
}
