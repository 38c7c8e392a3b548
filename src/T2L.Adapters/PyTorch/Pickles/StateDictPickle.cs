using System.Globalization;

namespace T2L.Adapters.PyTorch.Pickles;

/// <summary>Writes the pickle of a state dict with the very instructions, and the memo numbers, that Python writes.</summary>
internal static class StateDictPickle
{
    private const int BatchSize = 1000; // Python's pickler sets at most this many entries at once

    public static byte[] Write(IEnumerable<KeyValuePair<string, TensorData>> tensors) =>
        Write([.. tensors.Select(t => KeyValuePair.Create(t.Key, TensorSource.Of(t.Value)))]);

    /// <summary>An OrderedDict of tensors, or a plain dictionary of parameters.</summary>
    public static byte[] Write(IReadOnlyList<KeyValuePair<string, TensorSource>> tensors, bool asParameters = false)
    {
        var pickle = new PickleOutput();
        pickle.Protocol(2);
        if (asParameters)
            pickle.Op(PickleOpcode.EmptyDict);
        else
            pickle.EmptyOrderedDict();
        pickle.Remember();
        for (var start = 0; start < tensors.Count; start += BatchSize)
            WriteBatch(pickle, tensors, start, Math.Min(BatchSize, tensors.Count - start), asParameters);
        pickle.Op(PickleOpcode.Stop);
        return pickle.ToBytes();
    }

    private static void WriteBatch(PickleOutput pickle, IReadOnlyList<KeyValuePair<string, TensorSource>> tensors, int start, int count, bool asParameters)
    {
        if (count > 1)
            pickle.Op(PickleOpcode.Mark);
        for (var i = start; i < start + count; i++)
        {
            pickle.Text(tensors[i].Key);
            var key = i.ToString(CultureInfo.InvariantCulture);
            if (asParameters)
                WriteParameter(pickle, tensors[i].Value, key);
            else
                WriteTensor(pickle, tensors[i].Value, key);
        }

        pickle.Op(count > 1 ? PickleOpcode.SetItems : PickleOpcode.SetItem);
    }

    // torch._utils._rebuild_parameter(tensor, True, OrderedDict())
    private static void WriteParameter(PickleOutput pickle, TensorSource tensor, string key)
    {
        pickle.Global("torch._utils", "_rebuild_parameter");
        WriteTensor(pickle, tensor, key);
        pickle.Op(PickleOpcode.NewTrue);
        pickle.EmptyOrderedDict();
        pickle.Remember();
        pickle.Op(PickleOpcode.Tuple3);
        pickle.Remember();
        pickle.Op(PickleOpcode.Reduce);
        pickle.Remember();
    }

    // torch._utils._rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict())
    private static void WriteTensor(PickleOutput pickle, TensorSource tensor, string key)
    {
        pickle.Global("torch._utils", "_rebuild_tensor_v2");
        pickle.Op(PickleOpcode.Mark);
        WriteStorage(pickle, tensor, key);
        pickle.Int(0);
        pickle.Tuple(tensor.Shape);
        pickle.Tuple(RowMajorStrides(tensor.Shape));
        pickle.Op(PickleOpcode.NewFalse);
        pickle.EmptyOrderedDict();
        pickle.Remember();
        pickle.Op(PickleOpcode.Tuple);
        pickle.Remember();
        pickle.Op(PickleOpcode.Reduce);
        pickle.Remember();
    }

    // the persistent id ("storage", torch.FloatStorage, key, "cpu", count)
    private static void WriteStorage(PickleOutput pickle, TensorSource tensor, string key)
    {
        pickle.Op(PickleOpcode.Mark);
        pickle.SharedText("storage");
        pickle.Global("torch", TorchStorageType.NameOf(tensor.DType));
        pickle.Text(key);
        pickle.SharedText("cpu");
        pickle.Int(tensor.ElementCount);
        pickle.Op(PickleOpcode.Tuple);
        pickle.Remember();
        pickle.Op(PickleOpcode.BinPersId);
    }

    // PyTorch takes an empty dimension for one of length 1 here.
    private static long[] RowMajorStrides(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        long stride = 1;
        for (var d = shape.Count - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= Math.Max(1, shape[d]);
        }

        return strides;
    }
}
