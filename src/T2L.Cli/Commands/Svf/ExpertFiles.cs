using T2L.Adapters.Svf;
using T2L.Svf.Adaptation;
using T2L.Training.Recipes;

namespace T2L.Cli.Commands.Svf;

/// <summary>An expert that the command line names, and what to call it.</summary>
internal sealed record NamedExpert(string Label, string Path, SvfExpert Expert);

/// <summary>The experts that a command line names by files and folders.</summary>
internal static class ExpertFiles
{
    /// <summary>Experts of files, of folders of files, and of folders that svf train wrote.</summary>
    /// <exception cref="UsageException">A path is not there or has no expert, or there are too many.</exception>
    public static IReadOnlyList<NamedExpert> Read(IReadOnlyList<string> paths)
    {
        var files = paths.SelectMany(path => Directory.Exists(path) ? InFolder(Path.GetFullPath(path)) : [(Path.GetFullPath(path), Path.GetFileNameWithoutExtension(path))]).ToList();
        if (files.Count > SvfExpert.MostTogether)
            throw new UsageException($"--experts names {files.Count} experts; at most {SvfExpert.MostTogether} are chosen among. Name fewer.");
        return [.. files.Select(file => Named(file.Path, file.Name))];
    }

    /// <summary>Whether an expert says which of others is wanted, and so is none of them.</summary>
    public static bool IsClassifier(NamedExpert expert) => DispatchLetters.Of(expert.Expert.Manifest) is not null;

    private static NamedExpert Named(string path, string name)
    {
        if (!File.Exists(path))
            throw new UsageException($"--experts '{path}' does not exist.");
        var expert = SvfOptions.ReadExpert(path);
        // The expert stays what it is: a mix names its parts by their digests.
        return new NamedExpert(expert.Manifest.Label is { Length: > 0 } label ? label : name, path, expert);
    }

    private static List<(string Path, string Name)> InFolder(string folder)
    {
        if (File.Exists(Path.Combine(folder, ExpertIndex.Name)))
            return [.. ExpertIndex.Read(folder).Tasks.Select(entry => (Path.Combine(folder, entry.Folder, SvfExpertFile.Name), entry.Task))];
        var inside = Directory.EnumerateDirectories(folder).Select(one => (Path: Path.Combine(one, SvfExpertFile.Name), Name: Path.GetFileName(one))).Where(one => File.Exists(one.Path));
        // A LoRA's folder has a safetensors file too.
        var files = Directory.EnumerateFiles(folder, "*.safetensors").Where(file => Path.GetFileName(file) != "adapter_model.safetensors").Select(file => (Path: file, Name: NameOf(file, folder)));
        List<(string Path, string Name)> found = [.. inside.Concat(files).OrderBy(one => one.Path, StringComparer.Ordinal)];
        return found.Count > 0
            ? found
            : throw new UsageException($"--experts '{folder}' has no SVF experts. Train some: ./t2l svf train --task word.reverse/plain --task number.double/plain --out experts.");
    }

    private static string NameOf(string file, string folder) =>
        Path.GetFileName(file) == SvfExpertFile.Name ? Path.GetFileName(folder) : Path.GetFileNameWithoutExtension(file);
}
