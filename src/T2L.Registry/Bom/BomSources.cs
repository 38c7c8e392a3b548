using T2L.Registry.Data;

namespace T2L.Registry.Bom;

/// <summary>What the registry knows of a version's materials.</summary>
/// <param name="BaseModel">The base model, where it is registered.</param>
/// <param name="Hypernetwork">The hypernetwork, where there was one.</param>
/// <param name="Parents">Names of the experts of a mix, by digest.</param>
internal sealed record BomSources(BaseModel? BaseModel, Hypernetwork? Hypernetwork, IReadOnlyDictionary<string, string> Parents);
