using System.Runtime.InteropServices;
using T2L.Adapters;
using T2L.Embedding.Inference;
using T2L.Tokenizers;
using T2L.Tokenizers.Formats;

namespace T2L.Embedding;

/// <summary>Turns task descriptions into task embeddings: WordPiece, an ONNX encoder of the gte kind, CLS pooling, norm √E.</summary>
/// <remarks>Several threads may use one encoder at once.</remarks>
public sealed class TextEncoder : IDisposable
{
    private const int DefaultMaxTokens = 8192;
    private readonly GteModel _model;
    private readonly int _maxTokensPerRun;

    private TextEncoder(EncoderDirectory directory, TextEncoderOptions options, Tokenizer tokenizer, GteModel model)
    {
        _model = model;
        _maxTokensPerRun = options.MaxTokensPerRun;
        Tokenizer = tokenizer;
        Digest = directory.Digest();
        MaxTokens = Math.Max(tokenizer.SpecialTokenCount + 1, options.MaxTokens ?? Math.Min(DefaultMaxTokens, directory.MaxPositions() ?? DefaultMaxTokens));
    }

    /// <summary>E, the length of an embedding.</summary>
    public int Size => _model.Size;

    /// <summary>Names the encoder by its content: model and tokenizer files.</summary>
    public Digest Digest { get; }

    /// <summary>The most tokens of one text that are read, special tokens included.</summary>
    public int MaxTokens { get; }

    /// <summary>The encoder's tokenizer.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>The digest of an encoder that need not be loaded for it; see <see cref="Digest"/>.</summary>
    /// <param name="directory">Its directory.</param>
    /// <exception cref="AdapterFormatException">There is no encoder.</exception>
    public static Digest DigestOf(string directory) => EncoderDirectory.Open(directory).Digest();

    /// <summary>Loads an encoder.</summary>
    /// <param name="directory">Holds <c>model.onnx</c> (or <c>onnx/model.onnx</c>) and <c>tokenizer.json</c> (or <c>vocab.txt</c>).</param>
    /// <param name="options">How it runs; null for the defaults.</param>
    /// <returns>The encoder.</returns>
    /// <exception cref="AdapterFormatException">The model is missing or damaged, or its inputs and outputs are not those of gte.</exception>
    /// <exception cref="ModelFormatException">The tokenizer's files or config.json are missing or damaged.</exception>
    /// <exception cref="DllNotFoundException">ONNX Runtime is not installed.</exception>
    public static TextEncoder Load(string directory, TextEncoderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(directory);
        options ??= new TextEncoderOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxTokensPerRun, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxTokens ?? 1, 1, nameof(options));
        var files = EncoderDirectory.Open(directory);
        var tokenizer = Tokenizer.Load(directory);
        var model = GteModel.Open(files.ModelPath, options);
        try
        {
            return new TextEncoder(files, options, tokenizer, model);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The task embeddings of descriptions.</summary>
    /// <param name="descriptions">At least one, as written: each is embedded in the form that <see cref="TaskDescriptionText.Format"/> gives it.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>[n, E] float32 in the order of <paramref name="descriptions"/>; every row has norm √E.</returns>
    /// <exception cref="ArgumentException">There is no description, or one is empty.</exception>
    public TensorData Embed(IReadOnlyList<string> descriptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(descriptions);
        if (descriptions.Count == 0)
            throw new ArgumentException("There is no task description to embed.", nameof(descriptions));
        var rows = descriptions.Select((d, i) => Tokens(d, i, descriptions.Count)).ToList();
        var embeddings = new float[(long)rows.Count * Size]; // [n, E]
        foreach (var batch in BatchPlan.Of(rows.ConvertAll(r => r.Count), _maxTokensPerRun))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pooled = _model.Run(batch.Select(i => rows[i]).ToList(), Tokenizer.PaddingId ?? 0, cancellationToken);
            for (var i = 0; i < batch.Count; i++)
                Scale(pooled.Values.AsSpan(i * Size, Size), embeddings.AsSpan(batch[i] * Size, Size), batch[i]);
        }

        return new TensorData(TensorDType.F32, [rows.Count, Size], MemoryMarshal.AsBytes<float>(embeddings).ToArray());
    }

    /// <summary>Frees the native session.</summary>
    public void Dispose() => _model.Dispose();

    private IReadOnlyList<int> Tokens(string description, int index, int count)
    {
        if (string.IsNullOrWhiteSpace(description))
            throw new ArgumentException($"Task description {index + 1} of {count} is empty. Describe the task in a sentence.", nameof(description));
        return Tokenizer.Encode(TaskDescriptionText.Format(description), maxTokens: MaxTokens);
    }

    // x · √E / max(|x|, 1e-12): text-to-LoRA scales every embedding to norm √E.
    private static void Scale(ReadOnlySpan<float> state, Span<float> embedding, int index)
    {
        var squares = 0.0;
        foreach (var x in state)
            squares += (double)x * x;
        if (!double.IsFinite(squares))
            throw new InvalidOperationException($"The text encoder gave NaN or infinity for description {index + 1}; its weights may be damaged.");
        var factor = Math.Sqrt(state.Length) / Math.Max(Math.Sqrt(squares), 1e-12);
        for (var i = 0; i < state.Length; i++)
            embedding[i] = (float)(state[i] * factor);
    }
}
