using System.Text;
using T2L.Adapters;

namespace T2L.Embedding.Tokenization;

/// <summary>Finds the tokenizer among the files of a model directory.</summary>
internal static class TokenizerDirectory
{
    public const string JsonName = "tokenizer.json";
    public const string TextName = "vocab.txt";
    public const string ConfigName = "tokenizer_config.json";

    /// <summary>The files that make the tokenizer of a directory; empty where it has none.</summary>
    public static IReadOnlyList<string> Files(string directory)
    {
        if (File.Exists(Path.Combine(directory, JsonName)))
            return [JsonName];
        return new[] { TextName, ConfigName }.Where(name => File.Exists(Path.Combine(directory, name))).ToArray();
    }

    public static TokenizerParts Read(string directory)
    {
        var files = Files(directory);
        if (files.Contains(JsonName))
            return TokenizerJson.Read(BoundedFile.Read(Path.Combine(directory, JsonName)), JsonName);
        if (!files.Contains(TextName))
        {
            throw new AdapterFormatException(
                AdapterFormatError.FileMissing, $"'{directory}' holds neither {JsonName} nor {TextName}; a text encoder needs one of them.");
        }

        var normalizer = files.Contains(ConfigName)
            ? JsonField.Read(BoundedFile.Read(Path.Combine(directory, ConfigName)), ConfigName, VocabularyText.Normalizer)
            : BertNormalizer.Uncased;
        return VocabularyText.Read(Utf8(BoundedFile.Read(Path.Combine(directory, TextName))), TextName, normalizer);
    }

    private static string Utf8(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new AdapterFormatException(AdapterFormatError.InvalidUtf8, $"the file is not UTF-8 at byte {e.Index}.", TextName, inner: e);
        }
    }
}
