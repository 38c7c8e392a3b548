using T2L.Tokenizers.Formats;
using T2L.Tokenizers.Reading;
using T2L.Tokenizers.WordPiece;

namespace T2L.Tokenizers;

/// <summary>Finds the tokenizer among the files of a model folder.</summary>
internal static class TokenizerFile
{
    public const string Name = "tokenizer.json";
    private const string ConfigName = "tokenizer_config.json";

    /// <summary>The files that make the tokenizer of a folder; empty where it has none.</summary>
    public static IReadOnlyList<string> Files(string directory)
    {
        if (File.Exists(Path.Combine(directory, Name)))
            return [Name];
        return [.. new[] { VocabularyText.Name, ConfigName }.Where(name => File.Exists(Path.Combine(directory, name)))];
    }

    public static TokenizerParts Read(string directory)
    {
        var files = Files(directory);
        if (!files.Contains(VocabularyText.Name))
        {
            string path = Path.Combine(directory, Name);
            return TokenizerJson.Read(JsonFile.ReadBytes(path), path);
        }
        var normalizer = files.Contains(ConfigName)
            ? JsonFile.Read(directory, ConfigName, VocabularyText.Normalizer)
            : Normalizers.BertNormalizer.Uncased;
        return VocabularyText.Read(Path.Combine(directory, VocabularyText.Name), normalizer);
    }
}
