using T2L.Adapters;
using T2L.Adapters.Svf;
using T2L.Models;
using static TorchSharp.torch;

namespace T2L.Hypernetwork.Experts;

/// <summary>Turns task embeddings into SVF experts: a trained network, ready to run. Safe to use from several threads.</summary>
public sealed class ExpertGenerator : IDisposable
{
    private readonly ExpertHypernetwork _network;
    private readonly SvfMatrixName[] _matrices;

    private ExpertGenerator(ExpertHypernetwork network, Digest digest)
    {
        (_network, Digest) = (network, digest);
        _matrices = [.. Enumerable.Range(0, Config.Layers).SelectMany(layer => Config.Modules.Select(module => new SvfMatrixName(layer, module.Name)))];
    }

    /// <summary>Sizes, and what the experts are for.</summary>
    public ExpertHypernetworkConfig Config => _network.Config;

    /// <summary>Identity of the network's file.</summary>
    public Digest Digest { get; }

    /// <summary>Loads a network.</summary>
    /// <param name="folder">The folder that <c>t2l svf train-text</c> wrote.</param>
    /// <returns>The generator, to be disposed.</returns>
    /// <exception cref="AdapterFormatException">The file is missing, damaged, or contradicts itself.</exception>
    public static ExpertGenerator Load(string folder)
    {
        var network = ExpertHypernetworkFile.Read(folder);
        return new ExpertGenerator(network, Digest.OfFile(Path.Combine(folder, ExpertHypernetworkFile.Name)));
    }

    /// <summary>Writes one expert for each description, all in one pass.</summary>
    /// <param name="taskEmbeddings">Shape [n, E], float32, already scaled to norm √E, of the encoder that the network was trained with.</param>
    /// <param name="labels">What to call each expert; null for no names.</param>
    /// <returns>n experts, in the order of the embeddings.</returns>
    /// <exception cref="ArgumentException">Wrong shape or type.</exception>
    public IReadOnlyList<SvfExpert> Generate(TensorData taskEmbeddings, IReadOnlyList<string>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(taskEmbeddings);
        if (taskEmbeddings.DType != TensorDType.F32 || taskEmbeddings.Shape.Count != 2 || taskEmbeddings.Shape[1] != Config.TaskEmbeddingSize)
            throw new ArgumentException($"The task embeddings are {taskEmbeddings}; this network needs F32 [n, {Config.TaskEmbeddingSize}]. Embed descriptions with the encoder {Config.EncoderDigest}.", nameof(taskEmbeddings));
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var written = _network.forward(taskEmbeddings.ToTensor()); // [n, numbers]
        return [.. Enumerable.Range(0, (int)written.shape[0]).Select(row => Expert(written[row].data<float>().ToArray(), labels?[row] ?? ""))];
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private SvfExpert Expert(float[] numbers, string label)
    {
        var vectors = new Dictionary<string, TensorData>(StringComparer.Ordinal);
        var next = 0;
        foreach (var name in _matrices)
        {
            var rank = Config.Modules.First(module => module.Name == name.Module).Rank;
            vectors.Add(name.Value, TensorData.FromFloats(numbers.AsSpan(next, rank), rank));
            next += rank;
        }

        return new SvfExpert(new SvfManifest
        {
            BaseModel = Config.BaseModel,
            BaseDigest = Config.BaseDigest,
            DecompositionDigest = Config.DecompositionDigest,
            Targets = [.. Config.Modules.Select(module => module.Name)],
            Label = label,
            Origin = new SvfOrigin("text", new Dictionary<string, string> { ["hypernetwork_digest"] = Digest.Value }),
        }, vectors);
    }
}
