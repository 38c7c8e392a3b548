using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using T2L.Adapters;

namespace T2L.Embedding.Inference;

/// <summary>An ONNX session with the interface of gte: token ids in, the hidden state of every token out.</summary>
internal sealed class GteModel : IDisposable
{
    private const string Ids = "input_ids", Mask = "attention_mask", Types = "token_type_ids", Hidden = "last_hidden_state";
    private readonly InferenceSession _session;
    private readonly string _file;
    private readonly bool _hasTypes;
    private readonly bool _isHalf;

    private GteModel(InferenceSession session, string file)
    {
        _session = session;
        _file = file;
        GteInterface.Require(session, file, [Ids, Mask], [Types], Hidden);
        _hasTypes = session.InputMetadata.ContainsKey(Types);
        _isHalf = session.OutputMetadata[Hidden].ElementDataType == TensorElementType.Float16;
        Size = session.OutputMetadata[Hidden].Dimensions[2];
        if (Size < 1)
            Size = Run([[0]], 0, CancellationToken.None).Size;
    }

    /// <summary>E, the size of a hidden state.</summary>
    public int Size { get; }

    public static GteModel Open(string path, TextEncoderOptions options)
    {
        using var sessionOptions = SessionSettings.Of(options);
        InferenceSession? session = null;
        try
        {
            session = new InferenceSession(path, sessionOptions);
            return new GteModel(session, path);
        }
        catch (Exception e)
        {
            session?.Dispose();
            if (e is OnnxRuntimeException)
                throw new AdapterFormatException(AdapterFormatError.InvalidConfig, $"ONNX Runtime cannot use this model: {e.Message}", path, inner: e);
            throw;
        }
    }

    /// <summary>Runs one batch, filled up on the right to its longest row.</summary>
    /// <param name="rows">Token ids of each text.</param>
    /// <param name="paddingId">Fills the shorter rows.</param>
    /// <param name="cancellationToken">Ends the run early.</param>
    /// <returns>The hidden state of each row's first token, float32.</returns>
    public FirstHiddenStates Run(IReadOnlyList<IReadOnlyList<int>> rows, int paddingId, CancellationToken cancellationToken)
    {
        var length = rows.Max(r => r.Count);
        var ids = new long[rows.Count * length]; // [B, T]
        var mask = new long[ids.Length];
        if (paddingId != 0)
            Array.Fill(ids, paddingId);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < rows[row].Count; i++)
            {
                ids[row * length + i] = rows[row][i];
                mask[row * length + i] = 1;
            }
        }

        return Run(ids, mask, [rows.Count, length], cancellationToken);
    }

    public void Dispose() => _session.Dispose();

    private FirstHiddenStates Run(long[] ids, long[] mask, long[] shape, CancellationToken cancellationToken)
    {
        using var idValue = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskValue = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var typeValue = OrtValue.CreateTensorValueFromMemory(new long[ids.Length], shape);
        var inputs = new Dictionary<string, OrtValue> { [Ids] = idValue, [Mask] = maskValue };
        if (_hasTypes)
            inputs.Add(Types, typeValue);
        using var options = new RunOptions();
        using var stop = cancellationToken.Register(() => options.Terminate = true);
        try
        {
            using var outputs = _session.Run(options, inputs, [Hidden]);
            return FirstHiddenStates.Read(outputs[0], shape, _isHalf);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OnnxRuntimeException e)
        {
            throw new AdapterFormatException(
                AdapterFormatError.DoesNotFit, $"the model failed on ids of its own tokenizer; do the two belong together? {e.Message}", _file, inner: e);
        }
    }
}
