using System.Globalization;
using T2L.Adapters.Storage;
using T2L.Adapters.Svf;
using T2L.Training.Rows;

namespace T2L.Training.Recipes;

/// <summary>What <c>t2l svf train</c> wrote: <c>experts.json</c> beside the folders of the experts.</summary>
/// <param name="Method">How they were trained: <c>supervised</c>, <c>reinforce</c> or <c>evolution</c>.</param>
/// <param name="Seed">Seed of first numbers and data.</param>
/// <param name="BaseModel">Name of the base model.</param>
/// <param name="DecompositionDigest">The decomposition that they are for, as far as their targets go.</param>
/// <param name="Targets">Gated modules.</param>
/// <param name="Parameters">Numbers of each.</param>
/// <param name="Tasks">The experts.</param>
public sealed record ExpertIndex(
    string Method, int Seed, string BaseModel, string DecompositionDigest, IReadOnlyList<string> Targets, long Parameters, IReadOnlyList<ExpertEntry> Tasks)
{
    /// <summary>Name of the file.</summary>
    public const string Name = "experts.json";

    /// <summary>Mean exact match over the tasks.</summary>
    public double ExactMatch => Tasks.Count == 0 ? 0 : Tasks.Average(entry => entry.ExactMatch);

    /// <summary>Reads the index of a folder.</summary>
    /// <exception cref="FileNotFoundException">The folder has none.</exception>
    /// <exception cref="DataFormatException">It is damaged, or names folders that are not beside it.</exception>
    public static ExpertIndex Read(string directory) => TaskIndexFile.Read<ExpertIndex>(
        Path.Combine(directory, Name), $"'t2l svf train --out {directory}' writes it when all its experts are trained", "list of tasks or of targets", index => index.Targets is null ? null : index.Tasks);

    /// <summary>The expert of a task.</summary>
    /// <param name="directory">The index's folder.</param>
    /// <param name="task">Id of the task.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SvfExpert Expert(string directory, string task) => Tasks.FirstOrDefault(entry => entry.Task == task) is { } found
        ? SvfExpertFile.Read(Path.Combine(directory, found.Folder, SvfExpertFile.Name))
        : throw new ArgumentException($"'{Path.Combine(directory, Name)}' has no expert for task '{task}'; it has {Tasks.Count}: {string.Join(", ", Tasks.Take(3).Select(entry => entry.Task))}{(Tasks.Count > 3 ? ", …" : "")}.");

    /// <summary>Removes the index of a folder, where there is one.</summary>
    internal static void Delete(string directory) => TaskIndexFile.Delete(directory, Name);

    /// <summary>Writes the index into a folder.</summary>
    public void Write(string directory) => AtomicFile.Write(Path.Combine(directory, Name), [.. TaskIndexFile.ToBytes(this), (byte)'\n']);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Tasks.Count} experts of {Parameters:N0} numbers, exact match {ExactMatch:P1}; {Tasks.Count(entry => entry.ExactMatch >= 0.9)} of them at 90 % or more");
}

/// <summary>One trained expert.</summary>
/// <param name="Task">Id of its task.</param>
/// <param name="Folder">Its folder, beside the index.</param>
/// <param name="ExactMatch">Exact match on examples kept out of training.</param>
/// <param name="Validation">Exact match on the examples that its numbers were chosen by.</param>
public sealed record ExpertEntry(string Task, string Folder, double ExactMatch, double Validation) : ITaskFolder;
