using T2L.Adapters.Svf;

namespace T2L.Cli.Commands.Svf;

/// <summary>A decomposition as <c>--json</c> prints it.</summary>
internal sealed record DecompositionDocument(
    string Path, string Digest, string BaseModel, string BaseDigest, IReadOnlyList<string> Targets, string Dtype, int Layers, int Matrices, long SingularValues, long Bytes);

/// <summary>An expert as <c>--json</c> prints it.</summary>
internal sealed record ExpertDocument(
    string? Path, string Digest, string Label, string Gate, string BaseModel, string BaseDigest, string DecompositionDigest, IReadOnlyList<string> Targets,
    int Matrices, long Parameters, long Bytes, string Method, IReadOnlyDictionary<string, string> Training);

/// <summary>What the svf commands print.</summary>
internal static class SvfDocuments
{
    public static DecompositionDocument Of(string folder, DecompositionManifest manifest) => new(
        folder, manifest.Digest.Value, manifest.BaseModel, manifest.BaseDigest.Value, manifest.Targets, DecompositionManifestFile.NameOf(manifest.DType),
        manifest.Layers, manifest.Matrices.Count, manifest.Matrices.Sum(matrix => matrix.Rank), manifest.Matrices.Sum(matrix => new FileInfo(Path.Combine(folder, matrix.FileName)) is { Exists: true } file ? file.Length : 0));

    public static ExpertDocument Of(string? path, SvfExpert expert)
    {
        var manifest = expert.Manifest;
        return new(
            path, SvfExpertFile.DigestOf(expert).Value, manifest.Label, manifest.Gate.NameOf(), manifest.BaseModel, manifest.BaseDigest.Value, manifest.DecompositionDigest.Value,
            manifest.Targets, expert.Vectors.Count, expert.ParameterCount, SvfExpertFile.ToBytes(expert).Length, manifest.Origin.Method, manifest.Origin.Details);
    }
}
