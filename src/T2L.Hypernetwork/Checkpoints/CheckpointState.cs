using T2L.Adapters;

namespace T2L.Hypernetwork.Checkpoints;

/// <summary>Checks a state dict against the layout that its configuration asks for. What the network does not know is left out.</summary>
internal static class CheckpointState
{
    public static OrderedDictionary<string, TensorData> Check(HypernetworkConfig config, IReadOnlyDictionary<string, TensorData> state, string file)
    {
        if (string.Join(" ", ConfigFaults.Of(config)) is { Length: > 0 } faults)
            throw new AdapterFormatException(AdapterFormatError.InvalidConfig, faults, file);
        var result = new OrderedDictionary<string, TensorData>(StringComparer.Ordinal);
        foreach (var expected in StateLayout.Of(config))
        {
            if (state.TryGetValue(expected.Name, out var tensor))
                result.Add(expected.Name, Check(expected, tensor, NeedsNumbers(config, expected), file));
            else if (NeedsTensor(config, expected))
                throw new AdapterFormatException(AdapterFormatError.MissingTensor, $"tensor '{expected.Name}' {Show(expected.Shape)} is missing.", file, expected.Name);
        }

        return result;
    }

    /// <summary>Names in the state that the network has no place for. Official loading passes over them too, and prints them.</summary>
    public static IReadOnlyList<string> Unknown(HypernetworkConfig config, IReadOnlyDictionary<string, TensorData> state) =>
        [.. state.Keys.Except(StateLayout.Of(config).Select(t => t.Name), StringComparer.Ordinal)];

    private static TensorData Check(StateTensor expected, TensorData tensor, bool finite, string file)
    {
        if (!tensor.Shape.SequenceEqual(expected.Shape))
        {
            throw new AdapterFormatException(AdapterFormatError.ShapeMismatch,
                $"tensor '{expected.Name}' is {tensor}; expected {Show(expected.Shape)}.", file, expected.Name);
        }

        if (!tensor.DType.IsFloatingPoint())
        {
            throw new AdapterFormatException(AdapterFormatError.DTypeMismatch,
                $"tensor '{expected.Name}' is {tensor}; expected floating-point numbers.", file, expected.Name);
        }

        var floats = tensor.To(TensorDType.F32);
        if (finite && FiniteNumbers.FirstOther(floats.Bytes.Span) is var index and >= 0)
        {
            throw new AdapterFormatException(AdapterFormatError.NotFinite,
                $"tensor '{expected.Name}' holds NaN or infinity at element {index}.", file, expected.Name);
        }

        return floats;
    }

    // Offsets and statistics are zeros in nearly every network; a file of our form leaves them out then.
    private static bool NeedsTensor(HypernetworkConfig config, StateTensor tensor) =>
        tensor.Kind != StateKind.Constant || (IsStatistic(tensor) && NeedsNumbers(config, tensor));

    // Statistics of a single target are NaN (its deviation is 0/0); that matters only where they are used.
    private static bool NeedsNumbers(HypernetworkConfig config, StateTensor tensor) =>
        !IsStatistic(tensor) || config is { TrainingTask: TrainingTask.Reconstruction, Factorized: true, TargetNormalization: true };

    private static bool IsStatistic(StateTensor tensor) => tensor.Kind == StateKind.Constant && !tensor.Name.StartsWith("AB_offset.", StringComparison.Ordinal);

    private static string Show(long[] shape) => $"[{string.Join(", ", shape)}]";
}
