namespace T2L.Registry.Publishing;

internal static class ProvenanceCheck
{
    /// <summary>Refuses what the tables would refuse, in words, before any byte is stored.</summary>
    internal static void Check(Provenance provenance, string? name)
    {
        ArgumentNullException.ThrowIfNull(provenance);
        if (name is not null)
            AdapterName.Check(name);
        if (provenance.Description is not null)
            TaskDescription.Check(provenance.Description);
        var odd = Array.FindIndex(provenance.Embedding ?? [], x => !float.IsFinite(x));
        if (odd >= 0)
            throw new ArgumentException($"Task embedding holds {provenance.Embedding![odd]} at position {odd}; expected finite numbers.", nameof(provenance));
    }
}
