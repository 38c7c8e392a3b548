using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Models.Weights;
using T2L.Tokenizers.Formats;
using static TorchSharp.torch;

namespace T2L.Svf.Decomposition;

/// <summary>Decomposes the chosen weights of a model folder, one after the other: memory is bounded by one matrix and its factors.</summary>
/// <param name="time">The clock of the progress.</param>
public sealed class Decomposer(TimeProvider time)
{
    private const string ComputedHere = "svd";

    /// <summary>Decomposes, or goes on where it was stopped. The list is written last: a folder with one is complete.</summary>
    /// <param name="options">What, and where to.</param>
    /// <param name="progress">Told after every matrix.</param>
    /// <param name="cancellationToken">Stops between matrices; what is done stays.</param>
    /// <returns>The list.</returns>
    /// <exception cref="ModelFormatException">The model folder is damaged, or lacks one of the matrices.</exception>
    /// <exception cref="AdapterFormatException">The folder holds another decomposition, or the official cache does not belong to the model.</exception>
    public DecompositionManifest Run(DecompositionOptions options, IProgress<DecompositionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!SvfTargets.Parse(SvfTargets.Show(options.Targets)).SequenceEqual(options.Targets))
            throw new ArgumentException($"The targets are '{string.Join(',', options.Targets)}'; expected some of {string.Join(", ", SvfTargets.All)}, each once and in this order.", nameof(options));
        if (options.DType is not (TensorDType.F32 or TensorDType.BF16))
            throw new ArgumentException($"The number format is {options.DType.SafetensorsName()}; expected F32 or BF16.", nameof(options));
        var began = time.GetTimestamp();
        var config = ModelConfig.Load(options.Model);
        var digest = LanguageModel.DigestOf(options.Model);
        using var cache = options.OfficialCache is { } path ? OfficialCache.Open(path) : null;
        var source = cache?.Digest.Value ?? ComputedHere;
        if (Existing(options, digest, source) is { } complete)
            return complete;
        using var weights = StoredWeights.Open(options.Model);
        var names = Names(config, options.Targets);
        foreach (var name in names)
            CheckShape(weights, config, name, options.Model);
        var (matrices, kept) = (new List<SvfMatrix>(), 0);
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (columns, rows) = config.ProjectionShape(name.Module);
            if (MatrixFile.IsWhole(options.Output, name, rows, columns, options.DType, digest, source))
                kept++;
            else
                MatrixFile.Write(options.Output, name, digest, source, Decompose(weights, cache, name, rows, columns, options));
            matrices.Add(new SvfMatrix(name, rows, columns, Digest.OfFile(Path.Combine(options.Output, SvfMatrix.FileNameOf(name)))));
            progress?.Report(new DecompositionProgress(matrices.Count, names.Length, kept, name.Value, time.GetElapsedTime(began)));
        }

        var manifest = new DecompositionManifest(options.BaseModelName ?? (config.Name is { Length: > 0 } said ? said : ModelFolder.NameOf(options.Model)), digest, options.Targets, options.DType, matrices);
        DecompositionManifestFile.Write(options.Output, manifest);
        return manifest;
    }

    // A finished decomposition is never changed: experts name its digest.
    private static DecompositionManifest? Existing(DecompositionOptions options, Digest digest, string source)
    {
        if (!File.Exists(Path.Combine(options.Output, DecompositionManifest.FileName)))
            return null;
        using var stored = StoredDecomposition.Open(options.Output);
        var found = stored.Manifest;
        if (found.BaseDigest != digest || !found.Targets.SequenceEqual(options.Targets) || found.DType != options.DType)
        {
            throw new AdapterFormatException(AdapterFormatError.DoesNotFit,
                $"'{options.Output}' holds a decomposition already: {SvfTargets.Show(found.Targets)} of '{found.BaseModel}' ({found.BaseDigest}) in {DecompositionManifestFile.NameOf(found.DType)}. Name another folder.");
        }

        stored.Verify();
        // Other factors are other singular vectors, and experts of one decomposition mean nothing to another.
        if (found.Matrices.Select(matrix => MatrixFile.SourceOf(options.Output, matrix.Name)).FirstOrDefault(made => made != source) is { } other)
            throw new AdapterFormatException(AdapterFormatError.DoesNotFit, $"'{options.Output}' holds a decomposition already, {Words(other)}; this one is to be {Words(source)}. Name another folder.");
        return found;
    }

    private static string Words(string source) => source == ComputedHere ? "computed from the weights" : $"taken from the cache {source}";

    private static SvfMatrixName[] Names(ModelConfig config, IReadOnlyList<string> targets) =>
        [.. Enumerable.Range(0, config.Layers).SelectMany(layer => targets.Select(module => new SvfMatrixName(layer, module)))];

    private static void CheckShape(StoredWeights weights, ModelConfig config, SvfMatrixName name, string directory)
    {
        var (columns, rows) = config.ProjectionShape(name.Module);
        var shape = weights.ShapeOf(name.Value)
            ?? throw new ModelFormatException(ModelFormatError.MissingTensor, directory, $"the weights have no '{name}'.");
        if (!shape.SequenceEqual([rows, columns]))
            throw new ModelFormatException(ModelFormatError.WrongShape, directory, $"'{name}' is [{string.Join(", ", shape)}], config.json makes it [{rows}, {columns}].");
    }

    private static SingularBasis Decompose(StoredWeights weights, OfficialCache? cache, SvfMatrixName name, long rows, long columns, DecompositionOptions options)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var weight = weights.Read(name.Value, SingularBasis.PrecisionFor(rows, columns));
        if (!weight.isfinite().all().item<bool>())
            throw new ModelFormatException(ModelFormatError.BadValue, options.Model, $"'{name}' holds NaN or infinity; it has no singular values.");
        return cache is null ? SingularBasis.Of(weight, options.DType) : cache.Read(name, weight, options.DType);
    }
}
