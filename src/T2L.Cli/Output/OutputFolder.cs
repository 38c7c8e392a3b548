using T2L.Adapters.Lora;
using T2L.Adapters.Peft;
using T2L.Adapters.Storage;

namespace T2L.Cli.Output;

/// <summary>Writes adapters into a folder that must be new or empty, all of them or none.</summary>
internal static class OutputFolder
{
    public static IReadOnlyList<(string Path, LoraAdapter Adapter)> WriteAll(string directory, IReadOnlyList<LoraAdapter> adapters, bool numbered)
    {
        Fill(directory, replace: false, temporary =>
        {
            if (!numbered)
                PeftDirectory.Write(temporary, adapters[0]);
            else
                WriteNumbered(temporary, adapters);
        });
        return [.. adapters.Select((adapter, row) => (numbered ? Path.Combine(directory, RowName(row)) : directory, adapter))];
    }

    /// <summary>Writes the files of one adapter, all of them or none.</summary>
    /// <param name="directory">The folder; new or empty.</param>
    /// <param name="files">Its files.</param>
    /// <param name="replace">Whether an adapter folder that is there gives way.</param>
    public static void WriteFiles(string directory, IReadOnlyList<PeftFile> files, bool replace) =>
        Fill(directory, replace, temporary =>
        {
            foreach (var file in files)
                AtomicFile.Write(Path.Combine(temporary, file.Name), file.Bytes);
        });

    /// <summary>Refuses a folder that holds something already, before any work is done for it.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="replace">Whether an adapter folder may give way; another folder never does.</param>
    public static void RefuseUsed(string directory, bool replace = false)
    {
        if (File.Exists(directory))
            throw new UsageException($"--out '{directory}' is a file. Name a folder.");
        if (!Directory.Exists(directory) || !Directory.EnumerateFileSystemEntries(directory).Any())
            return;
        if (!replace)
            throw new UsageException($"--out '{directory}' is not empty. Name a new folder, or empty this one.");
        if (!File.Exists(Path.Combine(directory, PeftConfigFile.Name)) || Directory.EnumerateDirectories(directory).Any())
            throw new UsageException($"--out '{directory}' is not an adapter folder, so --force does not replace it. Name a new folder, or empty this one.");
    }

    private static void Fill(string directory, bool replace, Action<string> fill)
    {
        RefuseUsed(directory, replace);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var parent = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(parent);
        var temporary = Path.Combine(parent, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}");
        try
        {
            fill(temporary);
            Replace(full, temporary);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    // What was there steps aside first and comes back when the new folder cannot take its place.
    private static void Replace(string directory, string temporary)
    {
        if (!Directory.Exists(directory))
        {
            Directory.Move(temporary, directory);
            return;
        }

        var old = temporary + ".old";
        Directory.Move(directory, old);
        try
        {
            Directory.Move(temporary, directory);
        }
        catch
        {
            Directory.Move(old, directory);
            throw;
        }

        Directory.Delete(old, recursive: true);
    }

    private static void WriteNumbered(string directory, IReadOnlyList<LoraAdapter> adapters)
    {
        Directory.CreateDirectory(directory);
        for (var row = 0; row < adapters.Count; row++)
            PeftDirectory.Write(Path.Combine(directory, RowName(row)), adapters[row]);
    }

    private static string RowName(int row) => row.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
