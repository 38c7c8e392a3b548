using System.Globalization;
using System.Text;
using T2L.Adapters;
using T2L.Adapters.Peft;
using T2L.Adapters.Storage;
using T2L.Training.Rows;

namespace T2L.Training.Recipes;

/// <summary>What <c>t2l train oracle</c> wrote: <c>oracles.json</c> beside the folders of the LoRAs.</summary>
/// <param name="Seed">Seed of split, first A and data.</param>
/// <param name="Rank">Rank of all of them.</param>
/// <param name="Tasks">The LoRAs.</param>
public sealed record OracleIndex(int Seed, int Rank, IReadOnlyList<OracleEntry> Tasks)
{
    /// <summary>Name of the file.</summary>
    public const string Name = "oracles.json";

    /// <summary>Mean exact match over the tasks.</summary>
    public double ExactMatch => Tasks.Count == 0 ? 0 : Tasks.Average(entry => entry.ExactMatch);

    /// <summary>Reads the index of a folder.</summary>
    /// <exception cref="FileNotFoundException">The folder has none.</exception>
    /// <exception cref="DataFormatException">It is damaged, or names folders that are not beside it.</exception>
    public static OracleIndex Read(string directory) => TaskIndexFile.Read<OracleIndex>(
        Path.Combine(directory, Name), $"'t2l train oracle --out {directory}' writes it when all its LoRAs are trained", "list of tasks", index => index.Tasks);

    /// <summary>The identity of a folder of LoRAs: the digest of the lines that <c>sha256sum</c> prints for the index and for the weights that it names.</summary>
    internal static Digest DigestOf(string directory)
    {
        var lines = new StringBuilder();
        foreach (var name in Read(directory).Tasks.Select(entry => $"{entry.Folder}/{PeftDirectory.WeightsName}").Prepend(Name))
            lines.Append(Digest.OfFile(Path.Combine(directory, name)).Hex).Append("  ").Append(name).Append('\n');
        return Digest.Of(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    /// <summary>Removes the index of a folder, where there is one.</summary>
    internal static void Delete(string directory) => TaskIndexFile.Delete(directory, Name);

    /// <summary>Writes the index into a folder.</summary>
    public void Write(string directory) => AtomicFile.Write(Path.Combine(directory, Name), ToBytes());

    /// <summary>The file's content.</summary>
    internal byte[] ToBytes() => TaskIndexFile.ToBytes(this);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Tasks.Count} LoRAs, exact match {ExactMatch:P1}; {Tasks.Count(entry => entry.ExactMatch >= 0.9)} of them at 90 % or more");
}

/// <summary>One trained LoRA.</summary>
/// <param name="Task">Id of its task.</param>
/// <param name="Folder">Its PEFT folder, beside the index.</param>
/// <param name="ExactMatch">Exact match on 16 examples kept out of training.</param>
public sealed record OracleEntry(string Task, string Folder, double ExactMatch) : ITaskFolder;
