using System.Text;
using T2L.Adapters;
using T2L.Tokenizers;
using T2L.Tokenizers.Formats;

namespace T2L.Models.Weights;

/// <summary>The identity of a model folder.</summary>
/// <remarks>
/// The digest of the lines that <c>sha256sum</c> prints for config.json, the weights files and tokenizer.json, sorted by name; so anyone can
/// check it with <c>sha256sum config.json model.safetensors tokenizer.json | sha256sum</c>.
/// </remarks>
internal static class ModelDigest
{
    public static Digest Of(string directory)
    {
        var lines = new StringBuilder();
        foreach (string name in WeightFiles.Names(directory).Concat([ModelConfigFile.Name, TokenizerFile.Name]).Order(StringComparer.Ordinal))
        {
            string path = Path.Combine(directory, name);
            if (!File.Exists(path))
                throw new ModelFormatException(ModelFormatError.MissingFile, path, "the file does not exist.");
            lines.Append(Digest.OfFile(path).Hex).Append("  ").Append(name).Append('\n');
        }
        return Digest.Of(Encoding.UTF8.GetBytes(lines.ToString()));
    }
}
