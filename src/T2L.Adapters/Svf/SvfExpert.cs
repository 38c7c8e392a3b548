using System.Collections.ObjectModel;
using T2L.Adapters.Peft;

namespace T2L.Adapters.Svf;

/// <summary>
/// A trained SVF expert: one raw number for each singular value of each gated matrix. One that contradicts itself cannot exist.
/// </summary>
/// <remarks>Sun, Cetin, Tang 2025, Transformer² (arXiv:2501.06252). The numbers mean something only with the decomposition they were trained on.</remarks>
public sealed class SvfExpert
{
    /// <summary>Longest vector that is read: more singular values than any published matrix has.</summary>
    public const int MaxLength = 1 << 20;

    /// <summary>Experts at most of one mix, of one search for a mix, and of one choice among experts.</summary>
    public const int MostTogether = 64;

    private readonly Lazy<Digest> _digest;

    /// <summary>Checks and keeps an expert.</summary>
    /// <param name="manifest">Gate, base model, decomposition, targets, origin.</param>
    /// <param name="vectors">p by the weight's whole name, shape [k], float32 or bfloat16.</param>
    /// <exception cref="AdapterFormatException">
    /// A name that is no matrix, or one beside the targets; a layer without one of the targets; another shape or type; numbers that are not
    /// finite; gates that are all zero or negative.
    /// </exception>
    public SvfExpert(SvfManifest manifest, IReadOnlyDictionary<string, TensorData> vectors)
        : this(manifest, vectors, file: null)
    {
    }

    internal SvfExpert(SvfManifest manifest, IReadOnlyDictionary<string, TensorData> vectors, string? file)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(vectors);
        Manifest = manifest;
        Vectors = new ReadOnlyDictionary<string, TensorData>(SvfValidation.InOrder(manifest, vectors, file));
        ParameterCount = vectors.Values.Sum(vector => vector.ElementCount);
        _digest = new Lazy<Digest>(() => AdapterManifest.Of(SvfExpertFile.ToFiles(this)).Digest);
    }

    /// <summary>Gate, base model, decomposition, targets, origin.</summary>
    public SvfManifest Manifest { get; }

    /// <summary>p by the weight's whole name, shape [k], in the order of a state dict.</summary>
    public IReadOnlyDictionary<string, TensorData> Vectors { get; }

    /// <summary>Numbers stored: one a singular value.</summary>
    public long ParameterCount { get; }

    /// <summary>What <see cref="SvfExpertFile.DigestOf"/> gives; computed once, for a search mixes the same experts thousands of times.</summary>
    internal Digest Digest => _digest.Value;
}
