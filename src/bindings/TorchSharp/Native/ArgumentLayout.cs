using System.Text;

namespace TorchSharp.Native;

/// <summary>Lays arguments out for the native call: fixed values in place, lists and strings copied behind them.</summary>
internal static unsafe class ArgumentLayout
{
    /// <summary>How many 8-byte words the lists and strings take together.</summary>
    public static int Words(ReadOnlySpan<Argument> arguments)
    {
        var words = 0;
        foreach (ref readonly var argument in arguments)
            if (argument.Tag is >= ValueTag.IntList and <= ValueTag.String)
                words += argument.Reference is string text ? Encoding.UTF8.GetMaxByteCount(text.Length) / sizeof(long) + 1 : ((Array)argument.Reference!).Length;
        return words;
    }

    public static void Write(ReadOnlySpan<Argument> arguments, NativeValue* values, long* lists)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            values[i].Tag = argument.Tag;
            values[i].Length = argument.Index;
            values[i].Bits = argument.Bits;
            switch (argument.Tag)
            {
                case ValueTag.Tensor:
                    values[i].Bits = ((torch.Tensor)argument.Reference!).Handle;
                    break;
                case ValueTag.Generator:
                    values[i].Bits = ((torch.Generator)argument.Reference!).Handle;
                    break;
                case >= ValueTag.IntList and <= ValueTag.String:
                    lists += WriteList(argument, ref values[i], lists);
                    break;
            }
        }
    }

    // Returns the words taken.
    private static int WriteList(in Argument argument, ref NativeValue value, long* list)
    {
        value.Bits = (long)list;
        switch (argument.Reference)
        {
            case long[] integers:
                integers.CopyTo(new Span<long>(list, integers.Length));
                return value.Length = integers.Length;
            case double[] reals:
                reals.CopyTo(new Span<double>(list, reals.Length));
                return value.Length = reals.Length;
            case torch.Tensor?[] tensors:
                for (var i = 0; i < tensors.Length; i++) list[i] = tensors[i]?.Handle ?? 0;
                return value.Length = tensors.Length;
            default:
                var text = (string)argument.Reference!;
                var room = Encoding.UTF8.GetMaxByteCount(text.Length) / sizeof(long) + 1;
                value.Length = Encoding.UTF8.GetBytes(text, new Span<byte>(list, room * sizeof(long)));
                return room;
        }
    }
}
