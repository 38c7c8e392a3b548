namespace T2L.Adapters.Peft;

/// <summary>One file of an adapter, in memory.</summary>
/// <param name="Name">Name inside the adapter's directory.</param>
/// <param name="Bytes">The whole file.</param>
public sealed record PeftFile(string Name, byte[] Bytes);
