namespace T2L.Adapters.PyTorch.Pickles;

/// <summary>
/// Runs the pickle of a state dict: numbers, texts, tuples, lists and dictionaries, and the few names of <see cref="TorchGlobals"/>.
/// No type is looked up, no code is called; whatever else a pickle asks for is refused by name.
/// </summary>
internal ref partial struct PickleMachine
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

    private readonly AdapterFormatException Refuse(string found) => _input.Refuse(found);

    private readonly AdapterFormatException Forbidden(PickleOpcode opcode) =>
        Enum.IsDefined(opcode)
            ? new AdapterFormatException(AdapterFormatError.ForbiddenPickle,
                $"the pickle uses the instruction {opcode} (byte {_input.Position - 1}), which a state dict does not need. Only tensors in dictionaries are read, and nothing is ever run.", _file)
            : Refuse($"the byte 0x{(byte)opcode:x2}, which is no instruction");
}
