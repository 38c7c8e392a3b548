using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace T2L.Registry.Migrations;

/// <summary>One file of <c>migrations/</c>.</summary>
/// <param name="Number">Its place in the order.</param>
/// <param name="Name">File name, for instance <c>0001_registry.sql</c>.</param>
/// <param name="Sql">Its content.</param>
internal sealed partial record MigrationFile(int Number, string Name, string Sql)
{
    /// <summary>Digest of the content with line feeds only, so that a checkout on Windows is not an edit.</summary>
    internal string Digest { get; } = T2L.Adapters.Digest.Of(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))).Value;

    /// <summary>Reads all files of a directory, in order.</summary>
    internal static IReadOnlyList<MigrationFile> ReadAll(string directory)
    {
        if (!Directory.Exists(directory))
            throw new MigrationException($"There is no directory '{directory}' with the registry's migrations. Build again, or restore 'migrations/' from the repository.");
        var files = Directory.EnumerateFiles(directory, "*.sql").Select(Read).OrderBy(x => x.Number).ToList();
        if (files.Count == 0)
            throw new MigrationException($"'{directory}' holds no migrations. Build again, or restore 'migrations/' from the repository.");
        var doubled = files.Zip(files.Skip(1)).FirstOrDefault(x => x.First.Number == x.Second.Number);
        return doubled.First is null
            ? files
            : throw new MigrationException($"'{doubled.First.Name}' and '{doubled.Second.Name}' have the same number. Give the newer one the next free number.");
    }

    private static MigrationFile Read(string path)
    {
        var name = Path.GetFileName(path);
        var form = Form().Match(name);
        return form.Success
            ? new MigrationFile(int.Parse(form.Groups[1].Value, CultureInfo.InvariantCulture), name, File.ReadAllText(path))
            : throw new MigrationException($"'{path}' is not named like a migration; expected four digits and words, for instance '0002_aliases.sql'.");
    }

    [GeneratedRegex("^([0-9]{4})_[a-z0-9_]+\\.sql\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
