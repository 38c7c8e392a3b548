using T2L.Adapters;

namespace T2L.Registry.Map;

/// <summary>What is read of a version, its embedding apart.</summary>
internal sealed record MapRow(Guid Id, string Name, int Version, AdapterKind Kind, string BaseModel, string? Description);
