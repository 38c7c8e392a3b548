using System.Runtime.InteropServices;
using T2L.Adapters;
using T2L.Adapters.Lora;
using T2L.Hypernetwork.Checkpoints;
using T2L.Hypernetwork.Generation;
using T2L.Hypernetwork.Tasks;

namespace T2L.Hypernetwork;

/// <summary>Turns task embeddings into adapters: a loaded hypernetwork, ready to run. Safe to use from several threads.</summary>
public sealed class LoraGenerator : IDisposable
{
    private readonly AdapterLayout _layout;
    private readonly IGenerationEngine _engine;
    private readonly Lazy<Digest> _digest;

    private LoraGenerator(HypernetworkCheckpoint checkpoint, GeneratorOptions options, Func<Digest> digest, HypernetworkLocation? location)
    {
        Config = checkpoint.Config;
        _layout = new AdapterLayout(Config);
        _engine = Engines.Create(checkpoint, _layout, options);
        _digest = new Lazy<Digest>(digest);
        UnknownTensors = checkpoint.UnknownTensors;
        Location = location;
        Options = options;
        KnownTasks = location is null ? null : KnownTasksFile.Read(Path.GetDirectoryName(location.Weights)!, Config.TaskEmbeddingSize);
    }

    /// <summary>Sizes and kinds.</summary>
    public HypernetworkConfig Config { get; }

    /// <summary>The identity of the hypernetwork's files, and of the module order where it was overruled. Computed when first asked for.</summary>
    public Digest Digest => _digest.Value;

    /// <summary>The model that the adapters are for.</summary>
    public string BaseModel => Config.BaseModel;

    /// <summary>Tensors of the file that the network has no place for; they were passed over.</summary>
    public IReadOnlyList<string> UnknownTensors { get; }

    /// <summary>The tasks that the network was trained on, where its folder names them; null elsewhere.</summary>
    public KnownTasks? KnownTasks { get; }

    /// <summary>What evaluates the network, for logs: <c>cpu Avx512, 2 threads</c>.</summary>
    public string Engine => _engine.Description;

    private HypernetworkLocation? Location { get; }

    private GeneratorOptions Options { get; }

    /// <summary>Loads a hypernetwork.</summary>
    /// <param name="directory">An official run, one of its intermediate checkpoints, or a directory of our own form.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <returns>The generator, to be disposed.</returns>
    /// <exception cref="AdapterFormatException">A file is missing or damaged, or they contradict each other.</exception>
    /// <exception cref="ArgumentException">The options ask for something that this machine does not have.</exception>
    public static LoraGenerator Load(string directory, GeneratorOptions? options = null)
    {
        options ??= new GeneratorOptions();
        var location = HypernetworkLocation.Find(directory);
        var checkpoint = HypernetworkCheckpoint.Read(directory, options.ModuleOrder);
        return new LoraGenerator(checkpoint, options, () => HypernetworkDigest.Of(location, options.ModuleOrder), location);
    }

    /// <summary>Makes a generator of a hypernetwork in memory, for instance one in training.</summary>
    /// <param name="checkpoint">The hypernetwork; its numbers are copied.</param>
    /// <param name="options">How to run it; null for the defaults. The module order is the checkpoint's.</param>
    /// <returns>The generator, to be disposed. It has no digest.</returns>
    public static LoraGenerator Create(HypernetworkCheckpoint checkpoint, GeneratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return new LoraGenerator(checkpoint, options ?? new GeneratorOptions(), NoFiles, location: null);
    }

    /// <summary>Writes one adapter for each description, all in one pass.</summary>
    /// <param name="taskEmbeddings">Shape [n, E], float32, already scaled to norm √E.</param>
    /// <param name="buffers">Memory to write to, whose earlier adapters are done with; null for new memory.</param>
    /// <returns>n adapters, in the order of the embeddings.</returns>
    /// <exception cref="ArgumentException">Wrong shape or type, or numbers that are not finite.</exception>
    /// <exception cref="AdapterFormatException">The network wrote numbers that are not finite.</exception>
    public IReadOnlyList<LoraAdapter> Generate(TensorData taskEmbeddings, AdapterBuffers? buffers = null) =>
        GenerateFromCodes(Encode(taskEmbeddings), buffers);

    /// <summary>Turns descriptions into task codes, the network's own coordinates of tasks.</summary>
    /// <param name="taskEmbeddings">Shape [n, E], float32, already scaled to norm √E.</param>
    /// <returns>Shape [n, Z], float32.</returns>
    /// <exception cref="ArgumentException">Wrong shape or type, or numbers that are not finite.</exception>
    public TensorData Encode(TensorData taskEmbeddings)
    {
        CheckEmbeddings(taskEmbeddings);
        var count = (int)taskEmbeddings.Shape[0];
        var codes = count == 0 ? [] : _engine.Encode(MemoryMarshal.Cast<byte, float>(taskEmbeddings.Bytes.Span), count);
        return TensorData.FromFloats(codes, count, Config.EncodedTaskSize);
    }

    /// <summary>Writes one adapter for each task code. A code need not be that of a description: that is what a search makes use of.</summary>
    /// <param name="taskCodes">Shape [n, Z], float32.</param>
    /// <param name="buffers">Memory to write to, whose earlier adapters are done with; null for new memory.</param>
    /// <returns>n adapters, in the order of the codes.</returns>
    /// <exception cref="ArgumentException">Wrong shape or type, or numbers that are not finite.</exception>
    /// <exception cref="AdapterFormatException">The network wrote numbers that are not finite.</exception>
    public IReadOnlyList<LoraAdapter> GenerateFromCodes(TensorData taskCodes, AdapterBuffers? buffers = null)
    {
        ArgumentNullException.ThrowIfNull(taskCodes);
        if (taskCodes.DType != TensorDType.F32 || taskCodes.Shape.Count != 2 || taskCodes.Shape[1] != Config.EncodedTaskSize)
            throw new ArgumentException($"The task codes are {taskCodes}; the hypernetwork for '{BaseModel}' needs F32 [n, {Config.EncodedTaskSize}].", nameof(taskCodes));
        RefuseOtherThanFinite(taskCodes, "code", nameof(taskCodes));
        var memory = (buffers ?? new AdapterBuffers()).Take(_layout, (int)taskCodes.Shape[0]);
        _engine.Generate(MemoryMarshal.Cast<byte, float>(taskCodes.Bytes.Span), memory);
        return [.. memory.Select(m => m.ToAdapter())];
    }

    /// <summary>Writes the hypernetwork in our own form: <c>hypernetwork.json</c> and <c>hypernetwork.safetensors</c>.</summary>
    /// <param name="directory">The directory; each of the two files is replaced whole.</param>
    /// <exception cref="InvalidOperationException">The generator was made of a checkpoint in memory; write that one.</exception>
    public void Save(string directory)
    {
        if (Location is null)
            throw new InvalidOperationException("This generator was made of a checkpoint in memory; call Write on that.");
        // The packed weights are of no use to others, so the files are read again.
        HypernetworkCheckpoint.Read(Location.Weights, Options.ModuleOrder).Write(directory);
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    private void CheckEmbeddings(TensorData taskEmbeddings)
    {
        ArgumentNullException.ThrowIfNull(taskEmbeddings);
        if (taskEmbeddings.DType != TensorDType.F32 || taskEmbeddings.Shape.Count != 2 || taskEmbeddings.Shape[1] != Config.TaskEmbeddingSize)
        {
            throw new ArgumentException(
                $"The task embeddings are {taskEmbeddings}; the hypernetwork for '{BaseModel}' needs F32 [n, {Config.TaskEmbeddingSize}]. Embed descriptions with '{Config.EmbeddingModel}'.",
                nameof(taskEmbeddings));
        }

        RefuseOtherThanFinite(taskEmbeddings, "embedding", nameof(taskEmbeddings));
    }

    private static void RefuseOtherThanFinite(TensorData rows, string kind, string parameter)
    {
        var other = FiniteNumbers.FirstOther(rows.Bytes.Span);
        if (other >= 0)
            throw new ArgumentException($"Task {kind} {other / rows.Shape[1]} holds NaN or infinity at element {other % rows.Shape[1]}.", parameter);
    }

    private static Digest NoFiles() => throw new InvalidOperationException("A hypernetwork in memory has no digest; write it and load it.");
}
