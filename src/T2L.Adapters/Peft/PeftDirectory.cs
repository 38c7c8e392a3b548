using T2L.Adapters.Lora;
using T2L.Adapters.Safetensors;
using T2L.Adapters.Storage;

namespace T2L.Adapters.Peft;

/// <summary>An adapter as PEFT stores it: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>, on disk or in memory.</summary>
public static class PeftDirectory
{
    /// <summary>The name of the file that holds the factors.</summary>
    public const string WeightsName = "adapter_model.safetensors";

    /// <summary>Reads and checks an adapter.</summary>
    /// <param name="directory">The directory; files other than the two are passed over.</param>
    /// <returns>The adapter, independent of the files.</returns>
    /// <exception cref="AdapterFormatException">A file is missing or damaged, or the two contradict each other.</exception>
    public static LoraAdapter Read(string directory)
    {
        var config = PeftConfigFile.Parse(SmallFile.Read(Path.Combine(directory, PeftConfigFile.Name)), Path.Combine(directory, PeftConfigFile.Name));
        using var weights = SafetensorsFile.Open(Path.Combine(directory, WeightsName));
        return PeftWeights.Read(config, weights);
    }

    /// <summary>Writes an adapter. A new directory appears with both files or not at all; in an existing one each file is replaced whole.</summary>
    /// <param name="directory">The directory; other files in it are left alone.</param>
    /// <param name="adapter">The adapter.</param>
    public static void Write(string directory, LoraAdapter adapter)
    {
        var files = ToFiles(adapter);
        if (Directory.Exists(directory))
        {
            // The configuration last: a reader that finds it finds the factors too.
            foreach (var file in files.Reverse())
                AtomicFile.Write(Path.Combine(directory, file.Name), stream => stream.Write(file.Bytes));
            return;
        }

        AtomicDirectory.Write(directory, temporary =>
        {
            foreach (var file in files)
                AtomicFile.Write(Path.Combine(temporary, file.Name), stream => stream.Write(file.Bytes));
        });
    }

    /// <summary>The two files of an adapter. Equal adapters give equal bytes.</summary>
    /// <param name="adapter">The adapter.</param>
    /// <returns>The configuration, then the factors.</returns>
    public static IReadOnlyList<PeftFile> ToFiles(LoraAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        return
        [
            new PeftFile(PeftConfigFile.Name, PeftConfigFile.ToJson(adapter.Config)),
            new PeftFile(WeightsName, SafetensorsWriter.ToBytes(PeftWeights.Tensors(adapter))),
        ];
    }

    /// <summary>Reads and checks an adapter from files in memory.</summary>
    /// <param name="files">The files by name; others than the two are passed over.</param>
    /// <returns>The adapter, independent of the files.</returns>
    /// <exception cref="AdapterFormatException">A file is missing or damaged, or the two contradict each other.</exception>
    public static LoraAdapter FromFiles(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var config = PeftConfigFile.Parse(Find(files, PeftConfigFile.Name).Span);
        using var weights = SafetensorsFile.FromBytes(Find(files, WeightsName), WeightsName);
        return PeftWeights.Read(config, weights);
    }

    private static ReadOnlyMemory<byte> Find(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string name) =>
        files.TryGetValue(name, out var bytes)
            ? bytes
            : throw new AdapterFormatException(AdapterFormatError.FileMissing,
                $"an adapter needs this file; got {(files.Count == 0 ? "none" : string.Join(", ", files.Keys))}.", name);
}
