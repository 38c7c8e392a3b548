using T2L.Embedding;
using T2L.Models;

namespace T2L.Training.Recipes;

/// <summary>What a recipe learns from, by its content: a folder may be filled anew, and what it held may lie elsewhere.</summary>
internal static class RunSources
{
    /// <summary>The settings that name them.</summary>
    public const string BaseModel = "base_model", Encoder = "encoder", Oracles = "oracles", Decomposition = "decomposition", From = "from";

    /// <summary>Digests of folders by the setting that names each.</summary>
    public static IReadOnlyDictionary<string, string> Of(params IEnumerable<(string Setting, string Folder)> folders) =>
        folders.ToDictionary(source => source.Setting, source => Digest(source.Setting, source.Folder));

    /// <summary>The digest of what a setting names.</summary>
    public static string Digest(string setting, string folder) => (setting switch
    {
        BaseModel => LanguageModel.DigestOf(folder),
        Encoder => TextEncoder.DigestOf(folder),
        _ => OracleIndex.DigestOf(folder),
    }).Value;
}
