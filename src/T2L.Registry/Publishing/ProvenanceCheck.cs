using T2L.Adapters;
using T2L.Registry.Data;

namespace T2L.Registry.Publishing;

internal static class ProvenanceCheck
{
    /// <summary>Refuses what the tables would refuse, in words, before any byte is stored.</summary>
    internal static void Check(AnyAdapter adapter, Provenance provenance, string? name)
    {
        ArgumentNullException.ThrowIfNull(provenance);
        if (name is not null)
            AdapterName.Check(name);
        if (adapter.BaseModel.Length > Limits.ModelName)
            throw new ArgumentException($"The adapter's base model has a name of {adapter.BaseModel.Length} characters; at most {Limits.ModelName} are kept.", nameof(adapter));
        if (provenance.Mix is not null && adapter.Kind != AdapterKind.Svf)
            throw new ArgumentException("Only SVF experts are mixed; a LoRA is not made of parts.", nameof(provenance));
        if (provenance.Description is not null)
            TaskDescription.Check(provenance.Description);
        var odd = Array.FindIndex(provenance.Embedding ?? [], x => !float.IsFinite(x));
        if (odd >= 0)
            throw new ArgumentException($"Task embedding holds {provenance.Embedding![odd]} at position {odd}; expected finite numbers.", nameof(provenance));
    }
}
