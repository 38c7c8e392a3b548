namespace T2L.Adapters.Export.Checks;

/// <summary>One thing to know before a server gets an adapter.</summary>
/// <param name="Server">The server.</param>
/// <param name="Kind">Refused, silently wrong, or depending on settings.</param>
/// <param name="Sentence">What it does and why.</param>
/// <param name="ExportHelps">Whether <see cref="AdapterExport.For"/> writes an adapter without it.</param>
public sealed record Finding(Server Server, FindingKind Kind, string Sentence, bool ExportHelps = false);
