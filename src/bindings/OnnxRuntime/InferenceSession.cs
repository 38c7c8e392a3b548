using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A loaded model. Several threads may run it at once.</summary>
public unsafe class InferenceSession : IDisposable
{
    private readonly SessionHandle _session;
    private readonly Dictionary<string, (NodeMetadata Metadata, byte[] Name)> _inputs = [];
    private readonly Dictionary<string, (NodeMetadata Metadata, byte[] Name)> _outputs = [];

    public InferenceSession(string modelPath)
        : this(modelPath, null)
    {
    }

    public InferenceSession(string modelPath, SessionOptions? options)
        : this(Open(options, o => SessionHandle.Open(modelPath, o)))
    {
    }

    public InferenceSession(byte[] model)
        : this(model, null)
    {
    }

    public InferenceSession(byte[] model, SessionOptions? options)
        : this(Open(options, o => SessionHandle.Open(model, o)))
    {
    }

    private InferenceSession(SessionHandle session)
    {
        _session = session;
        InputNames = Describe(session.Inputs(), _inputs);
        OutputNames = Describe(session.Outputs(), _outputs);
        InputMetadata = _inputs.ToDictionary(p => p.Key, p => p.Value.Metadata);
        OutputMetadata = _outputs.ToDictionary(p => p.Key, p => p.Value.Metadata);
    }

    public IReadOnlyDictionary<string, NodeMetadata> InputMetadata { get; }

    public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata { get; }

    public IReadOnlyList<string> InputNames { get; }

    public IReadOnlyList<string> OutputNames { get; }

    /// <summary>Runs the model.</summary>
    /// <param name="runOptions">How the run behaves.</param>
    /// <param name="inputs">A value for each input, by name.</param>
    /// <param name="outputNames">The outputs wanted.</param>
    /// <returns>The outputs, in the order of <paramref name="outputNames"/>.</returns>
    /// <exception cref="OnnxRuntimeException">A name, type or shape does not fit, or the run failed.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions runOptions, IReadOnlyDictionary<string, OrtValue> inputs, IReadOnlyCollection<string> outputNames)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Run(runOptions, inputs.Keys.ToArray(), inputs.Values.ToArray(), outputNames);
    }

    /// <inheritdoc cref="Run(RunOptions, IReadOnlyDictionary{string, OrtValue}, IReadOnlyCollection{string})"/>
    /// <param name="runOptions">How the run behaves.</param>
    /// <param name="inputNames">The names of <paramref name="inputValues"/>, in the same order.</param>
    /// <param name="inputValues">The values.</param>
    /// <param name="outputNames">The outputs wanted.</param>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues, IReadOnlyCollection<string> outputNames)
    {
        ArgumentNullException.ThrowIfNull(runOptions);
        ArgumentNullException.ThrowIfNull(inputNames);
        ArgumentNullException.ThrowIfNull(inputValues);
        ArgumentNullException.ThrowIfNull(outputNames);
        if (inputNames.Count != inputValues.Count)
            throw new ArgumentException($"{inputNames.Count} names were given for {inputValues.Count} values.", nameof(inputValues));
        var names = Names(inputNames, _inputs, "input");
        var wanted = Names(outputNames, _outputs, "output");
        var results = _session.Run(runOptions, names, inputValues.Select(v => v.Pointer).ToArray(), wanted);
        GC.KeepAlive(inputValues);
        var outputs = new DisposableList<OrtValue>(results.Length);
        outputs.AddRange(results.Select(r => new OrtValue(r)));
        return outputs;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _session.Dispose();
    }

    private static SessionHandle Open(SessionOptions? options, Func<SessionOptions, SessionHandle> open)
    {
        if (options is not null)
            return open(options);
        using var defaults = new SessionOptions();
        return open(defaults);
    }

    // Names go to the native side with every run, so their UTF-8 form is kept where the collector does not move it.
    private static string[] Describe(
        IReadOnlyList<KeyValuePair<string, NodeMetadata>> nodes, Dictionary<string, (NodeMetadata, byte[])> target)
    {
        foreach (var (name, metadata) in nodes)
            target.Add(name, (metadata, Utf8.ZeroTerminated(name)));
        return nodes.Select(n => n.Key).ToArray();
    }

    private static nint[] Names(IReadOnlyCollection<string> names, Dictionary<string, (NodeMetadata Metadata, byte[] Name)> known, string kind)
    {
        var pointers = new nint[names.Count];
        var i = 0;
        foreach (var name in names)
        {
            pointers[i++] = known.TryGetValue(name, out var node)
                ? (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(node.Name))
                : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"The model has no {kind} '{name}'; it has {string.Join(", ", known.Keys)}.");
        }

        return pointers;
    }
}
