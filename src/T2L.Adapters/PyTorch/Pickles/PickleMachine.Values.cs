namespace T2L.Adapters.PyTorch.Pickles;

/// <content>Numbers, texts, the stack and the memo.</content>
internal ref partial struct PickleMachine
{
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
}
