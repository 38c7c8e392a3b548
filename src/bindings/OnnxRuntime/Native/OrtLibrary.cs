using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>Finds and loads the native library, once for the process.</summary>
internal static class OrtLibrary
{
    public const string FileName = "libonnxruntime.so.1";
    public const string Variable = "T2L_ONNXRUNTIME";
    private static readonly Lazy<(string Path, nint Handle)> Loaded = new(Load);

    /// <summary>The file in use.</summary>
    public static string Path => Loaded.Value.Path;

    public static nint Handle => Loaded.Value.Handle;

    /// <summary>The first of: the file the environment names, one beside the binaries, the one the set-up fetched.</summary>
    /// <param name="configured">The value of T2L_ONNXRUNTIME, or null.</param>
    /// <param name="baseDirectory">The folder of the running program.</param>
    /// <exception cref="DllNotFoundException">There is none; the message says how to get one.</exception>
    public static string Find(string? configured, string baseDirectory)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            return File.Exists(configured)
                ? System.IO.Path.GetFullPath(configured)
                : throw new DllNotFoundException($"{Variable} is '{configured}', but there is no such file.");
        }

        return Candidates(baseDirectory).FirstOrDefault(File.Exists) ?? throw new DllNotFoundException(
            $"{FileName} is missing: it is neither in '{baseDirectory}' nor in an artifacts/native/onnxruntime above it. Run './t2l doctor' to see what is "
            + $"missing and how to install it; the file comes from the npm package onnxruntime-node, or set {Variable} to one you have.");
    }

    private static IEnumerable<string> Candidates(string baseDirectory)
    {
        yield return System.IO.Path.Combine(baseDirectory, FileName);
        for (var folder = new DirectoryInfo(baseDirectory); folder is not null; folder = folder.Parent)
            yield return System.IO.Path.Combine(folder.FullName, "artifacts", "native", "onnxruntime", FileName);
    }

    private static (string, nint) Load()
    {
        var path = Find(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);
        try
        {
            return (path, NativeLibrary.Load(path));
        }
        catch (DllNotFoundException e)
        {
            throw new DllNotFoundException($"'{path}' could not be loaded as ONNX Runtime: {e.Message.Trim()} Run './t2l doctor'.", e);
        }
        catch (BadImageFormatException e)
        {
            throw new DllNotFoundException($"'{path}' is not a native library for this machine: {e.Message.Trim()} Run './t2l doctor'.", e);
        }
    }
}
