namespace T2L.Adapters.PyTorch.Pickles;

/// <summary>
/// Runs the pickle of a state dict: numbers, texts, tuples, lists and dictionaries, and the few names of <see cref="TorchGlobals"/>.
/// No type is looked up, no code is called; whatever else a pickle asks for is refused by name.
/// </summary>
internal ref struct PickleMachine
{
    private readonly string _file;
    private readonly PickleStack _stack;
    private PickleInput _input;

    private PickleMachine(ReadOnlySpan<byte> pickle, string file)
    {
        _file = file;
        _stack = new PickleStack(file);
        _input = new PickleInput(pickle, file);
    }

    /// <summary>The value that the pickle stands for.</summary>
    public static object? Run(ReadOnlySpan<byte> pickle, string file) => new PickleMachine(pickle, file).Run();

    private object? Run()
    {
        while (true)
        {
            var opcode = (PickleOpcode)_input.Byte();
            if (opcode == PickleOpcode.Stop)
                return Finish();
            if (!Scalar(opcode) && !Stack(opcode) && !Container(opcode) && !Construct(opcode))
                throw Forbidden(opcode);
        }
    }

    private readonly object? Finish()
    {
        var result = _stack.Pop();
        if (_stack.Count != 0)
            throw Refuse($"{_stack.Count} values left over at its end");
        if (_input.Remaining != 0)
            throw new AdapterFormatException(AdapterFormatError.TrailingBytes, $"the pickle ends {_input.Remaining} bytes before its entry does.", _file);
        return result;
    }

    private bool Scalar(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.None:
                _stack.Push(null);
                return true;
            case PickleOpcode.NewTrue:
                _stack.Push(true);
                return true;
            case PickleOpcode.NewFalse:
                _stack.Push(false);
                return true;
            case PickleOpcode.BinInt:
                _stack.Push((long)_input.Int32());
                return true;
            case PickleOpcode.BinInt1:
                _stack.Push((long)_input.Byte());
                return true;
            case PickleOpcode.BinInt2:
                _stack.Push((long)_input.UInt16());
                return true;
            case PickleOpcode.Long1:
                _stack.Push(_input.Long(_input.Byte()));
                return true;
            case PickleOpcode.BinFloat:
                _stack.Push(_input.Double());
                return true;
            case PickleOpcode.BinUnicode:
                _stack.Push(_input.Text(_input.UInt32()));
                return true;
            case PickleOpcode.ShortBinUnicode:
                _stack.Push(_input.Text(_input.Byte()));
                return true;
            case PickleOpcode.BinUnicode8:
                _stack.Push(_input.Text(_input.UInt64()));
                return true;
            default:
                return false;
        }
    }

    private bool Stack(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto:
                CheckProtocol(_input.Byte());
                return true;
            case PickleOpcode.Frame:
                CheckFrame(_input.UInt64());
                return true;
            case PickleOpcode.Mark:
                _stack.Push(PickleMark.Instance);
                return true;
            case PickleOpcode.Pop:
                _stack.Drop();
                return true;
            case PickleOpcode.PopMark:
                _stack.PopToMark();
                return true;
            case PickleOpcode.Dup:
                _stack.Push(_stack.Peek());
                return true;
            case PickleOpcode.BinPut:
                _stack.Remember(_input.Byte());
                return true;
            case PickleOpcode.LongBinPut:
                _stack.Remember(_input.UInt32());
                return true;
            case PickleOpcode.Memoize:
                _stack.RememberNext();
                return true;
            case PickleOpcode.BinGet:
                _stack.Recall(_input.Byte());
                return true;
            case PickleOpcode.LongBinGet:
                _stack.Recall(_input.UInt32());
                return true;
            default:
                return false;
        }
    }

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

    private bool Construct(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Global:
                var module = _input.Line();
                _stack.Push(TorchGlobals.Find(module, _input.Line(), _file));
                return true;
            case PickleOpcode.StackGlobal:
                var name = _stack.Pop() as string;
                var owner = _stack.Pop() as string;
                _stack.Push(TorchGlobals.Find(owner ?? "?", name ?? "?", _file));
                return true;
            case PickleOpcode.BinPersId:
                _stack.Push(TorchObjects.Storage(_stack.Pop(), _file));
                return true;
            case PickleOpcode.Reduce:
                var arguments = _stack.Pop();
                _stack.Push(TorchObjects.Reduce(_stack.Pop(), arguments, _file));
                return true;
            case PickleOpcode.Build:
                var state = _stack.Pop();
                TorchObjects.CheckAttributes(_stack.Peek(), state, _file);
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

    private readonly void CheckProtocol(byte protocol)
    {
        if (protocol > PickleLimits.MaxProtocol)
            throw Refuse($"protocol {protocol}; {PickleLimits.MaxProtocol} is the newest that is read");
    }

    private readonly void CheckFrame(ulong length)
    {
        if (length > (ulong)_input.Remaining)
            throw Refuse($"a frame of {length} bytes, {_input.Remaining} are left");
    }

    private readonly AdapterFormatException Refuse(string found) => _input.Refuse(found);

    private readonly AdapterFormatException Forbidden(PickleOpcode opcode) =>
        Enum.IsDefined(opcode)
            ? new AdapterFormatException(AdapterFormatError.ForbiddenPickle,
                $"the pickle uses the instruction {opcode} (byte {_input.Position - 1}), which a state dict does not need. Only tensors in dictionaries are read, and nothing is ever run.", _file)
            : Refuse($"the byte 0x{(byte)opcode:x2}, which is no instruction");
}
