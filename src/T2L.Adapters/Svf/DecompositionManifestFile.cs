using System.Text.Json;
using T2L.Adapters.Json;
using T2L.Adapters.Storage;

namespace T2L.Adapters.Svf;

/// <summary>Reads and writes <see cref="DecompositionManifest.FileName"/>.</summary>
public static class DecompositionManifestFile
{
    private const string Format = "t2l-svf-decomposition";
    private const int Version = 1;
    private const int MaxMatrices = 7 * 1024;

    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    private static readonly (TensorDType DType, string Name)[] DTypes = [(TensorDType.F32, "float32"), (TensorDType.BF16, "bfloat16")];

    /// <summary>Reads and checks the list of a decomposition's folder; the files that it names are not looked at.</summary>
    /// <param name="directory">The folder.</param>
    /// <returns>The list.</returns>
    /// <exception cref="AdapterFormatException">The file is missing, damaged, or contradicts itself.</exception>
    public static DecompositionManifest Read(string directory)
    {
        var path = Path.Combine(directory, DecompositionManifest.FileName);
        return Parse(SmallFile.Read(path), path);
    }

    /// <summary>Reads and checks a list.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="file">What to call it in messages.</param>
    /// <returns>The list.</returns>
    /// <exception cref="AdapterFormatException">It is damaged, or contradicts itself.</exception>
    public static DecompositionManifest Parse(ReadOnlySpan<byte> json, string file = DecompositionManifest.FileName)
    {
        var reader = JsonObjectReader.Parse(json, file, AdapterFormatError.InvalidManifest);
        var format = Text(reader, "format");
        if (format != Format)
            throw reader.Refuse($"the format is '{format}'; expected '{Format}'.");
        if (reader.Whole(reader.Get("format_version"), "format_version") is var version and not Version)
            throw new AdapterFormatException(AdapterFormatError.Unsupported, $"format_version is {version}; this program reads {Version}. Use a newer one.", file);
        try
        {
            var manifest = new DecompositionManifest(
                Text(reader, "base_model"), DigestOf(reader, "base_digest"),
                [.. reader.Items("targets").Select(item => reader.ReadText(item, "a target"))], DTypeOf(reader), Matrices(reader));
            return manifest.Digest == DigestOf(reader, "digest")
                ? manifest
                : throw new AdapterFormatException(AdapterFormatError.ChecksumMismatch,
                    $"the list has the digest {manifest.Digest}, but names itself {Text(reader, "digest")}. It was changed; decompose again.", file);
        }
        catch (ArgumentException exception)
        {
            throw reader.Refuse(exception.Message, exception);
        }
    }

    /// <summary>Writes the list into a decomposition's folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="manifest">The list.</param>
    public static void Write(string directory, DecompositionManifest manifest) =>
        AtomicFile.Write(Path.Combine(directory, DecompositionManifest.FileName), ToJson(manifest));

    /// <summary>The number format's name in the file and on the command line.</summary>
    /// <param name="dtype">F32 or BF16.</param>
    /// <returns><c>float32</c> or <c>bfloat16</c>.</returns>
    public static string NameOf(TensorDType dtype) => DTypes.First(entry => entry.DType == dtype).Name;

    /// <summary>The number format of a name.</summary>
    /// <param name="name"><c>float32</c> or <c>bfloat16</c>.</param>
    /// <returns>The number format; null for any other name.</returns>
    public static TensorDType? DTypeOf(string name) => DTypes.Where(entry => entry.Name == name).Select(entry => (TensorDType?)entry.DType).FirstOrDefault();

    private static byte[] ToJson(DecompositionManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteNumber("format_version", Version);
            json.WriteString("base_model", manifest.BaseModel);
            json.WriteString("base_digest", manifest.BaseDigest.Value);
            json.WriteStartArray("targets");
            foreach (var target in manifest.Targets)
                json.WriteStringValue(target);
            json.WriteEndArray();
            json.WriteString("dtype", NameOf(manifest.DType));
            json.WriteStartArray("matrices");
            foreach (var matrix in manifest.Matrices)
                Write(json, matrix);
            json.WriteEndArray();
            json.WriteString("digest", manifest.Digest.Value);
            json.WriteEndObject();
        }

        return [.. buffer.ToArray(), (byte)'\n'];
    }

    private static void Write(Utf8JsonWriter json, SvfMatrix matrix)
    {
        json.WriteStartObject();
        json.WriteString("name", matrix.Name.Value);
        json.WriteNumber("rows", matrix.Rows);
        json.WriteNumber("columns", matrix.Columns);
        json.WriteString("side", matrix.Side.ToString());
        json.WriteNumber("rank", matrix.Rank);
        json.WriteString("digest", matrix.FileDigest.Value);
        json.WriteEndObject();
    }

    private static List<SvfMatrix> Matrices(JsonObjectReader reader)
    {
        var matrices = new List<SvfMatrix>();
        foreach (var item in reader.Items("matrices"))
        {
            if (matrices.Count == MaxMatrices)
                throw reader.Refuse($"more than {MaxMatrices} matrices are listed.");
            matrices.Add(Matrix(reader.Nested(item)));
        }

        return matrices;
    }

    private static SvfMatrix Matrix(JsonObjectReader reader)
    {
        var text = Text(reader, "name");
        if (!SvfMatrixName.TryParse(text, out var name))
            throw reader.Refuse($"'{text}' is not a weight that can be gated, such as model.layers.0.mlp.gate_proj.weight.");
        var matrix = new SvfMatrix(name, reader.Whole(reader.Get("rows"), "rows"), reader.Whole(reader.Get("columns"), "columns"), DigestOf(reader, "digest"));
        if (Text(reader, "side") != matrix.Side.ToString() || reader.Whole(reader.Get("rank"), "rank") != matrix.Rank)
        {
            throw reader.Refuse(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"'{name}' of shape [{matrix.Rows}, {matrix.Columns}] should have side {matrix.Side} and rank {matrix.Rank}."));
        }

        return matrix;
    }

    private static string Text(JsonObjectReader reader, string field) => reader.Text(field) ?? throw reader.Refuse($"{field} is missing.");

    private static TensorDType DTypeOf(JsonObjectReader reader) =>
        DTypeOf(Text(reader, "dtype")) ?? throw reader.Refuse($"dtype is '{reader.Text("dtype")}'; expected float32 or bfloat16.");

    private static Digest DigestOf(JsonObjectReader reader, string field) =>
        Digest.TryParse(Text(reader, field), out var digest)
            ? digest
            : throw reader.Refuse($"{field} is '{reader.Text(field)}'; expected 'sha256:' and 64 lower-case hexadecimal digits.");
}
