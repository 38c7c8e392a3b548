using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>One ATen operator: looked up by name on its first call, then called through the kept handle.</summary>
/// <param name="name">The name without its namespace, for instance <c>add_</c>.</param>
/// <param name="overload">The overload, for instance <c>Tensor</c>; empty for the unnamed one.</param>
/// <remarks>Arguments stand in the order of the operator's schema; those left out at the end take the schema's defaults.</remarks>
internal sealed unsafe class Operator(string name, string overload = "")
{
    // Enough for every list of sizes and most lists of tensors; longer ones go to the heap.
    private const int StackWords = 128;

    private nint _handle;

    public string Name { get; } = "aten::" + name;

    public torch.Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return ToTensor(result);
    }

    public void Run(params ReadOnlySpan<Argument> arguments)
    {
        // Operators in place return one of their arguments; the extra handle is dropped.
        NativeValue result = default;
        Invoke(arguments, &result, 1);
        if (result.Tag == ValueTag.Tensor) NativeMethods.t2l_release((nint)result.Bits);
    }

    public (torch.Tensor, torch.Tensor) CallPair(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[2];
        Invoke(arguments, results, 2);
        return (ToTensor(results[0]), ToTensor(results[1]));
    }

    public (torch.Tensor, torch.Tensor, torch.Tensor) CallTriple(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[3];
        Invoke(arguments, results, 3);
        return (ToTensor(results[0]), ToTensor(results[1]), ToTensor(results[2]));
    }

    public torch.Tensor[] CallList(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        var handles = (nint*)result.Bits;
        var tensors = new torch.Tensor[result.Length];
        for (var i = 0; i < tensors.Length; i++) tensors[i] = new torch.Tensor(handles[i]);
        NativeMethods.t2l_release_handles(handles);
        return tensors;
    }

    public Scalar CallScalar(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return Scalar.FromNative(result);
    }

    [SkipLocalsInit]
    private void Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        var op = _handle != 0 ? _handle : Find();
        var words = ArgumentLayout.Words(arguments);
        var heap = words > StackWords ? (long*)NativeMemory.Alloc((nuint)words, sizeof(long)) : null;
        long* lists = stackalloc long[heap is null ? words : 0];
        NativeValue* values = stackalloc NativeValue[arguments.Length];
        try
        {
            ArgumentLayout.Write(arguments, values, heap is null ? lists : heap);
            if (NativeMethods.t2l_call(op, values, arguments.Length, results, capacity) < 0) NativeError.Throw(Name);
        }
        finally
        {
            NativeMemory.Free(heap);
            // The finalizer of a tensor must not run while native code works on it.
            foreach (ref readonly var argument in arguments) GC.KeepAlive(argument.Reference);
        }
    }

    private torch.Tensor ToTensor(in NativeValue result) =>
        result.Tag == ValueTag.Tensor && result.Bits != 0 ? new torch.Tensor((nint)result.Bits) : MissingResult();

    [DoesNotReturn]
    [SuppressMessage("Usage", "CA2201", Justification = "The type TorchSharp throws for native failures.")]
    private torch.Tensor MissingResult() => throw new ExternalException($"{Name} returned no tensor.");

    private nint Find() => _handle = NativeError.Check(NativeMethods.t2l_operator(Name, overload), Name);
}
