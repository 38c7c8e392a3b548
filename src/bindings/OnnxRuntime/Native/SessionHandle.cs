using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>A native session and what it says of itself.</summary>
internal sealed unsafe class SessionHandle : SafeHandle
{
    private SessionHandle(nint session)
        : base(0, ownsHandle: true) => SetHandle(session);

    public override bool IsInvalid => handle == 0;

    public static SessionHandle Open(string modelPath, SessionOptions options)
    {
        nint session;
        fixed (byte* path = Utf8.ZeroTerminated(modelPath))
            OrtStatus.Check(OrtApi.CreateSession(OrtEnv.Instance().Pointer, path, options.Pointer, &session));
        return new SessionHandle(session);
    }

    public static SessionHandle Open(byte[] model, SessionOptions options)
    {
        nint session;
        fixed (byte* bytes = model)
            OrtStatus.Check(OrtApi.CreateSessionFromArray(OrtEnv.Instance().Pointer, bytes, (nuint)model.Length, options.Pointer, &session));
        return new SessionHandle(session);
    }

    /// <summary>Runs the model; the session stays open until the last run ends, whoever disposes it meanwhile.</summary>
    /// <param name="options">How the run behaves.</param>
    /// <param name="inputNames">Pointers to zero-terminated names.</param>
    /// <param name="inputs">Native values.</param>
    /// <param name="outputNames">Pointers to zero-terminated names.</param>
    /// <returns>Native values, owned by the caller.</returns>
    public nint[] Run(RunOptions options, nint[] inputNames, nint[] inputs, nint[] outputNames)
    {
        var held = false;
        ObjectDisposedException.ThrowIf(IsClosed, typeof(InferenceSession));
        DangerousAddRef(ref held);
        try
        {
            var outputs = new nint[outputNames.Length];
            fixed (nint* names = inputNames, values = inputs, wanted = outputNames, results = outputs)
            {
                OrtStatus.Check(OrtApi.Run(
                    handle, options.Pointer, (byte**)names, values, (nuint)inputs.Length, (byte**)wanted, (nuint)outputs.Length, results));
            }

            return outputs;
        }
        finally
        {
            if (held)
                DangerousRelease();
        }
    }

    public IReadOnlyList<KeyValuePair<string, NodeMetadata>> Inputs()
    {
        nuint count;
        OrtStatus.Check(OrtApi.SessionGetInputCount(handle, &count));
        var nodes = new KeyValuePair<string, NodeMetadata>[count];
        for (nuint i = 0; i < count; i++)
        {
            nint name, info;
            OrtStatus.Check(OrtApi.SessionGetInputName(handle, i, Allocator(), &name));
            OrtStatus.Check(OrtApi.SessionGetInputTypeInfo(handle, i, &info));
            nodes[i] = new(TakeName(name), TypeInfo.ReadNode(info));
        }

        return nodes;
    }

    public IReadOnlyList<KeyValuePair<string, NodeMetadata>> Outputs()
    {
        nuint count;
        OrtStatus.Check(OrtApi.SessionGetOutputCount(handle, &count));
        var nodes = new KeyValuePair<string, NodeMetadata>[count];
        for (nuint i = 0; i < count; i++)
        {
            nint name, info;
            OrtStatus.Check(OrtApi.SessionGetOutputName(handle, i, Allocator(), &name));
            OrtStatus.Check(OrtApi.SessionGetOutputTypeInfo(handle, i, &info));
            nodes[i] = new(TakeName(name), TypeInfo.ReadNode(info));
        }

        return nodes;
    }

    protected override bool ReleaseHandle()
    {
        OrtApi.ReleaseSession(handle);
        return true;
    }

    private static nint Allocator()
    {
        nint allocator;
        OrtStatus.Check(OrtApi.GetAllocatorWithDefaultOptions(&allocator));
        return allocator;
    }

    private static string TakeName(nint name)
    {
        var text = Marshal.PtrToStringUTF8(name) ?? "";
        OrtStatus.Check(OrtApi.AllocatorFree(Allocator(), name));
        return text;
    }
}
