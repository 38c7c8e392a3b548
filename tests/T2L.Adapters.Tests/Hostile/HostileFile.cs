namespace T2L.Adapters.Tests.Hostile;

/// <summary>A file built to be refused.</summary>
/// <param name="Name">What is wrong with it, as words.</param>
/// <param name="Error">The kind of refusal.</param>
/// <param name="Says">What the refusal must say, among other things.</param>
/// <param name="Bytes">The file.</param>
internal sealed record HostileFile(string Name, AdapterFormatError Error, string Says, byte[] Bytes)
{
    public override string ToString() => Name;
}
