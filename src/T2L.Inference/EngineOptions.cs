namespace T2L.Inference;

/// <summary>Limits of the built-in engine.</summary>
public sealed record EngineOptions
{
    /// <summary>Adapters kept on the device at once. Default 64.</summary>
    public int MaxResidentAdapters { get; init; } = 64;

    /// <summary>Prompts answered together. Default 32.</summary>
    public int MaxBatch { get; init; } = 32;

    /// <summary>Prompts that may wait; one more is refused. Default 256.</summary>
    public int MaxWaiting { get; init; } = 256;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxResidentAdapters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaiting, 1);
    }
}
