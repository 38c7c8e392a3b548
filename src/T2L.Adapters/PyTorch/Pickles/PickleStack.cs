namespace T2L.Adapters.PyTorch.Pickles;

/// <summary>The stack and the memo of a pickle, bounded.</summary>
internal sealed class PickleStack(string file)
{
    private readonly List<object?> _values = [];
    private readonly Dictionary<long, object?> _memo = [];
    private int _pushed;

    public int Count => _values.Count;

    public void Push(object? value)
    {
        if (++_pushed > PickleLimits.MaxValues || _values.Count >= PickleLimits.MaxStack)
        {
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge,
                $"the pickle makes more than {PickleLimits.MaxValues} values, or keeps more than {PickleLimits.MaxStack} on its stack.", file);
        }

        _values.Add(value);
    }

    /// <summary>The uppermost value, taken off; a mark is not a value.</summary>
    public object? Pop()
    {
        var value = Peek();
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    public object? Peek() =>
        _values.Count > 0 && _values[^1] is not PickleMark
            ? _values[^1]
            : throw Refuse("an instruction that finds no value on the stack");

    /// <summary>Drops whatever is uppermost, a mark too.</summary>
    public void Drop()
    {
        if (_values.Count == 0)
            throw Refuse("an instruction that finds no value on the stack");
        _values.RemoveAt(_values.Count - 1);
    }

    /// <summary>Everything above the last mark, taken off with the mark.</summary>
    public object?[] PopToMark()
    {
        var mark = _values.LastIndexOf(PickleMark.Instance);
        if (mark < 0)
            throw Refuse("an instruction that finds no mark on the stack");
        var items = _values.GetRange(mark + 1, _values.Count - mark - 1).ToArray();
        _values.RemoveRange(mark, _values.Count - mark);
        return items;
    }

    public void Remember(long index)
    {
        if (_memo.Count >= PickleLimits.MaxMemo)
            throw new AdapterFormatException(AdapterFormatError.FileTooLarge, $"the pickle remembers more than {PickleLimits.MaxMemo} values.", file);
        _memo[index] = Peek();
    }

    public void RememberNext() => Remember(_memo.Count);

    public void Recall(long index) =>
        Push(_memo.TryGetValue(index, out var value) ? value : throw Refuse($"a reference to value {index}, which it has not remembered"));

    private AdapterFormatException Refuse(string found) => new(AdapterFormatError.InvalidPickle, $"the pickle has {found}.", file);
}
