namespace T2L.Adapters.Peft;

/// <summary>One file of an adapter as its manifest lists it.</summary>
/// <param name="Name">Name inside the adapter's directory.</param>
/// <param name="Digest">Address of the file's content.</param>
/// <param name="Bytes">Length of the file.</param>
public sealed record ManifestFile(string Name, Digest Digest, long Bytes);
