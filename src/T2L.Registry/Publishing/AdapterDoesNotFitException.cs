using T2L.Adapters.Fitting;

namespace T2L.Registry.Publishing;

/// <summary>An adapter has a tensor that the base model it names has no place for.</summary>
/// <param name="adapter">The name it was to be published under.</param>
/// <param name="baseModel">The base model's name.</param>
/// <param name="fault">Which tensor, what was found, what was expected.</param>
public sealed class AdapterDoesNotFitException(string adapter, string baseModel, FitFault fault)
    : Exception($"Adapter '{adapter}' does not fit '{baseModel}', which it names as its base model: {fault.Sentence}. Nothing was stored; name the model it was made for.")
{
    /// <summary>Which tensor, what was found, what was expected.</summary>
    public FitFault Fault { get; } = fault;
}
