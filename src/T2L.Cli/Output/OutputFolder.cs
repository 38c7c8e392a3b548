using T2L.Adapters.Lora;
using T2L.Adapters.Peft;

namespace T2L.Cli.Output;

/// <summary>Writes adapters into a folder that must be new or empty, all of them or none.</summary>
internal static class OutputFolder
{
    public static IReadOnlyList<(string Path, LoraAdapter Adapter)> WriteAll(string directory, IReadOnlyList<LoraAdapter> adapters, bool numbered)
    {
        RefuseUsed(directory);
        var parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)))!;
        Directory.CreateDirectory(parent);
        var temporary = Path.Combine(parent, $".{Path.GetFileName(directory)}.{Guid.NewGuid():N}");
        try
        {
            if (!numbered)
                PeftDirectory.Write(temporary, adapters[0]);
            else
                WriteNumbered(temporary, adapters);
            if (Directory.Exists(directory))
                Directory.Delete(directory);
            Directory.Move(temporary, directory);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
        return [.. adapters.Select((adapter, row) => (numbered ? Path.Combine(directory, RowName(row)) : directory, adapter))];
    }

    /// <summary>Refuses a folder that holds something already, before any work is done for it.</summary>
    public static void RefuseUsed(string directory)
    {
        if (File.Exists(directory))
            throw new UsageException($"--out '{directory}' is a file. Name a folder.");
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
            throw new UsageException($"--out '{directory}' is not empty. Name a new folder, or empty this one.");
    }

    private static void WriteNumbered(string directory, IReadOnlyList<LoraAdapter> adapters)
    {
        Directory.CreateDirectory(directory);
        for (var row = 0; row < adapters.Count; row++)
            PeftDirectory.Write(Path.Combine(directory, RowName(row)), adapters[row]);
    }

    private static string RowName(int row) => row.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
