namespace T2L.Adapters.PyTorch.Pickles;

/// <summary>Marks where a group of stack entries begins.</summary>
internal sealed class PickleMark
{
    public static readonly PickleMark Instance = new();
}

/// <summary>A name on the allow-list; it stands for itself and is never looked up or called.</summary>
/// <param name="Name">Module and name, for messages.</param>
/// <param name="Kind">What it means here.</param>
/// <param name="DType">The element type, for storages.</param>
internal sealed record PickleGlobal(string Name, PickleGlobalKind Kind, TensorDType DType = default);

/// <summary>What an allowed name means.</summary>
internal enum PickleGlobalKind
{
    /// <summary>collections.OrderedDict</summary>
    OrderedDict,

    /// <summary>torch._utils._rebuild_tensor_v2</summary>
    RebuildTensor,

    /// <summary>torch._utils._rebuild_parameter</summary>
    RebuildParameter,

    /// <summary>torch.FloatStorage and its kin</summary>
    Storage,
}

/// <summary>A tuple.</summary>
internal sealed class PickleTuple(object?[] items)
{
    public static readonly PickleTuple Empty = new([]);

    public object?[] Items { get; } = items;
}

/// <summary>A list.</summary>
internal sealed class PickleList
{
    public List<object?> Items { get; } = [];
}

/// <summary>A dict or an OrderedDict; both keep their order.</summary>
internal sealed class PickleDict(bool ordered)
{
    // Made on the first entry: a hostile pickle makes an empty dict with one byte.
    private OrderedDictionary<object, object?>? _entries;

    /// <summary>Whether it is an OrderedDict, the one type that may be given attributes.</summary>
    public bool Ordered { get; } = ordered;

    public int Count => _entries?.Count ?? 0;

    public IEnumerable<KeyValuePair<object, object?>> Entries => _entries ?? [];

    public bool TryAdd(object key, object? value) => (_entries ??= []).TryAdd(key, value);
}

/// <summary>A storage that a persistent id names; its bytes lie in the archive.</summary>
/// <param name="Key">Name of its entry under <c>data/</c>.</param>
/// <param name="DType">The element type.</param>
/// <param name="Count">The number of elements it should have.</param>
internal sealed record StorageReference(string Key, TensorDType DType, long Count);

/// <summary>A tensor: a view of a storage.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Offset">Index of the first element.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Strides">Elements from one index to the next, for each dimension.</param>
internal sealed record TensorReference(StorageReference Storage, long Offset, long[] Shape, long[] Strides);
