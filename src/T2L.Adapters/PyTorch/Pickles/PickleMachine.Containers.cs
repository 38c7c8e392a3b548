namespace T2L.Adapters.PyTorch.Pickles;

/// <content>Tuples, lists and dictionaries.</content>
internal ref partial struct PickleMachine
{
    private readonly bool Container(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.EmptyTuple:
                _stack.Push(PickleTuple.Empty);
                return true;
            case PickleOpcode.Tuple1 or PickleOpcode.Tuple2 or PickleOpcode.Tuple3:
                _stack.Push(ShortTuple(opcode - PickleOpcode.Tuple1 + 1));
                return true;
            case PickleOpcode.Tuple:
                _stack.Push(new PickleTuple(_stack.PopToMark()));
                return true;
            case PickleOpcode.EmptyList:
                _stack.Push(new PickleList());
                return true;
            case PickleOpcode.Append:
                AddToList([_stack.Pop()]);
                return true;
            case PickleOpcode.Appends:
                AddToList(_stack.PopToMark());
                return true;
            case PickleOpcode.EmptyDict:
                _stack.Push(new PickleDict(ordered: false));
                return true;
            case PickleOpcode.SetItem:
                var value = _stack.Pop();
                AddToDict([_stack.Pop(), value]);
                return true;
            case PickleOpcode.SetItems:
                AddToDict(_stack.PopToMark());
                return true;
            default:
                return false;
        }
    }

    private readonly PickleTuple ShortTuple(int count)
    {
        var items = new object?[count];
        for (var i = count - 1; i >= 0; i--)
            items[i] = _stack.Pop();
        return new PickleTuple(items);
    }

    private readonly void AddToList(object?[] items)
    {
        if (_stack.Peek() is not PickleList list)
            throw Refuse("items for something that is not a list");
        list.Items.AddRange(items);
    }

    private readonly void AddToDict(object?[] items)
    {
        if (_stack.Peek() is not PickleDict dict || items.Length % 2 != 0)
            throw Refuse("entries for something that is not a dictionary, or a key without a value");
        for (var i = 0; i < items.Length; i += 2)
        {
            if (items[i] is not (string or long or bool))
                throw Refuse("a dictionary key that is neither text nor a whole number");
            if (!dict.TryAdd(items[i]!, items[i + 1]))
                throw new AdapterFormatException(AdapterFormatError.DuplicateKey, $"the pickle sets the entry '{items[i]}' twice.", _file);
        }
    }
}
