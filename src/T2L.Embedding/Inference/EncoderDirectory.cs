using System.Text;
using T2L.Adapters;
using T2L.Tokenizers;
using T2L.Tokenizers.Formats;

namespace T2L.Embedding.Inference;

/// <summary>The files of a text encoder's directory.</summary>
/// <param name="Path">The directory.</param>
/// <param name="Model">The ONNX model, relative to the directory.</param>
internal sealed record EncoderDirectory(string Path, string Model)
{
    private const string ConfigName = "config.json";
    private static readonly string[] ModelNames = ["model.onnx", "onnx/model.onnx"];

    public string ModelPath => System.IO.Path.Combine(Path, Model);

    public static EncoderDirectory Open(string directory)
    {
        if (!Directory.Exists(directory))
            throw new AdapterFormatException(AdapterFormatError.FileMissing, $"The text encoder '{directory}' is not a directory.");
        var model = ModelNames.FirstOrDefault(name => File.Exists(System.IO.Path.Combine(directory, name)))
            ?? throw new AdapterFormatException(
                AdapterFormatError.FileMissing, $"The text encoder '{directory}' holds neither {string.Join(" nor ", ModelNames)}.");
        return new EncoderDirectory(directory, model);
    }

    /// <summary>Names the encoder by its content: the digest of one line per file, name and digest, in order of the names.</summary>
    public Digest Digest()
    {
        var manifest = new StringBuilder();
        foreach (var name in Files().Order(StringComparer.Ordinal))
            manifest.Append(name).Append(' ').Append(Adapters.Digest.OfFile(System.IO.Path.Combine(Path, name)).Value).Append('\n');
        return Adapters.Digest.Of(Encoding.UTF8.GetBytes(manifest.ToString()));
    }

    /// <summary>The longest text the model's own config.json allows, if it names one.</summary>
    public int? MaxPositions()
    {
        if (!File.Exists(System.IO.Path.Combine(Path, ConfigName)))
            return null;
        return JsonFile.Read(Path, ConfigName, root =>
            root.Has("max_position_embeddings") ? root.Int("max_position_embeddings", 1, int.MaxValue, otherwise: null) : (int?)null);
    }

    // Large models keep their weights in files beside the model, which belong to the identity too.
    private IEnumerable<string> Files()
    {
        var folder = System.IO.Path.GetDirectoryName(Model)!;
        var weights = Directory.EnumerateFiles(System.IO.Path.Combine(Path, folder), System.IO.Path.GetFileName(Model) + "?data")
            .Select(file => System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file)));
        return TokenizerFile.Files(Path).Append(Model).Concat(weights);
    }
}
