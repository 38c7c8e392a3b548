using T2L.Inference.Prompts;

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

    /// <summary>Number format to compute in: <c>auto</c> (default), <c>float32</c>, <c>bfloat16</c> or <c>float16</c>. Used where the engine loads its model.</summary>
    public string Precision { get; init; } = "auto";

    /// <summary>
    /// What turns a conversation into a prompt: <c>auto</c> (default: the model's own template where it has one), <c>none</c>, <c>t2l-mistral</c>,
    /// <c>t2l-llama-3</c>, <c>t2l-gemma-2</c> or the path of a <c>.jinja</c> file. Used where the engine loads its model.
    /// </summary>
    public string ChatTemplate { get; init; } = ChatTemplateChoice.Auto;

    /// <summary>
    /// Folder of the base model's decomposition, which SVF experts need; null (default) for the folder <c>svf</c> in the model's folder or beside
    /// it, where the engine loads its model, and for none where it is given one.
    /// </summary>
    public string? Decomposition { get; init; }

    /// <summary>Choices of first passes that are remembered. Default 4096.</summary>
    public int MaxConversations { get; init; } = 4096;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConversations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxResidentAdapters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaiting, 1);
    }
}
