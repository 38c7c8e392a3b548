namespace T2L.Adapters.PyTorch.Pickles;

/// <summary>Builds what the allowed names stand for, from arguments of exactly the expected kinds.</summary>
internal static class TorchObjects
{
    /// <summary>A storage, from the persistent id <c>("storage", type, key, location, count)</c>.</summary>
    public static StorageReference Storage(object? id, string file)
    {
        if (id is not PickleTuple { Items: ["storage", PickleGlobal { Kind: PickleGlobalKind.Storage } type, string key, string, long count] })
            throw Refuse(file, "a persistent id that does not name a storage");
        return count >= 0
            ? new StorageReference(key, type.DType, count)
            : throw Refuse(file, $"a storage of {count} elements");
    }

    /// <summary>What calling an allowed name would give.</summary>
    public static object Reduce(object? callable, object? arguments, string file)
    {
        if (callable is not PickleGlobal global || arguments is not PickleTuple tuple)
            throw Refuse(file, "a call of something that is not a name with a tuple of arguments");
        return global.Kind switch
        {
            PickleGlobalKind.OrderedDict when tuple.Items.Length == 0 => new PickleDict(ordered: true),
            PickleGlobalKind.RebuildTensor => Tensor(tuple.Items, file),
            PickleGlobalKind.RebuildParameter => Parameter(tuple.Items, file),
            _ => throw Refuse(file, $"a call of '{global.Name}' with {tuple.Items.Length} arguments"),
        };
    }

    /// <summary>Attributes are for an OrderedDict only (module versions that PyTorch notes); they are dropped.</summary>
    public static void CheckAttributes(object? target, object? state, string file)
    {
        if (target is not PickleDict { Ordered: true } || state is not PickleDict)
        {
            throw new AdapterFormatException(AdapterFormatError.ForbiddenPickle,
                "the pickle sets attributes of something other than a state dict. Only tensors in dictionaries are read, and nothing is ever run.", file);
        }
    }

    private static TensorReference Tensor(object?[] arguments, string file)
    {
        if (arguments is not [StorageReference storage, long offset, PickleTuple shape, PickleTuple strides, bool, PickleDict { Count: 0 }, ..])
            throw Refuse(file, "a tensor with arguments of unexpected kinds");
        if (arguments.Length > 7 || (arguments.Length == 7 && arguments[6] is not PickleDict { Count: 0 }))
            throw Refuse(file, "a tensor with marks such as conjugation, which are not read");
        return new TensorReference(storage, offset, Numbers(shape, file), Numbers(strides, file));
    }

    private static TensorReference Parameter(object?[] arguments, string file) =>
        arguments is [TensorReference tensor, bool, PickleDict { Count: 0 }]
            ? tensor
            : throw Refuse(file, "a parameter with arguments of unexpected kinds");

    private static long[] Numbers(PickleTuple tuple, string file)
    {
        if (tuple.Items.Length > TensorShape.MaxDimensions)
            throw Refuse(file, $"a tensor of {tuple.Items.Length} dimensions; at most {TensorShape.MaxDimensions} are read");
        var numbers = new long[tuple.Items.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = tuple.Items[i] is long number ? number : throw Refuse(file, "a dimension that is not a whole number");
        return numbers;
    }

    private static AdapterFormatException Refuse(string file, string found) =>
        new(AdapterFormatError.InvalidPickle, $"the pickle has {found}.", file);
}
