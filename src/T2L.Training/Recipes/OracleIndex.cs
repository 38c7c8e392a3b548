using System.Globalization;
using System.Text.Json;
using T2L.Adapters.Storage;

namespace T2L.Training.Recipes;

/// <summary>What <c>t2l train oracle</c> wrote: <c>oracles.json</c> beside the folders of the LoRAs.</summary>
/// <param name="Seed">Seed of split, first A and data.</param>
/// <param name="Rank">Rank of all of them.</param>
/// <param name="Tasks">The LoRAs.</param>
public sealed record OracleIndex(int Seed, int Rank, IReadOnlyList<OracleEntry> Tasks)
{
    /// <summary>Name of the file.</summary>
    public const string Name = "oracles.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Mean exact match over the tasks.</summary>
    public double ExactMatch => Tasks.Count == 0 ? 0 : Tasks.Average(entry => entry.ExactMatch);

    /// <summary>Reads the index of a folder.</summary>
    /// <exception cref="FileNotFoundException">The folder has none.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static OracleIndex Read(string directory)
    {
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
            throw new FileNotFoundException($"'{path}' does not exist; 't2l train oracle --out {directory}' writes it when all its LoRAs are trained.", path);
        try
        {
            return JsonSerializer.Deserialize<OracleIndex>(File.ReadAllBytes(path), Json) is { Tasks: not null } index
                ? index
                : throw new InvalidDataException($"'{path}' holds no list of tasks.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"'{path}' is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the index into a folder.</summary>
    public void Write(string directory) => AtomicFile.Write(Path.Combine(directory, Name), ToBytes());

    /// <summary>The file's content.</summary>
    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Tasks.Count} LoRAs, exact match {ExactMatch:P1}; {Tasks.Count(entry => entry.ExactMatch >= 0.9)} of them at 90 % or more");
}

/// <summary>One trained LoRA.</summary>
/// <param name="Task">Id of its task.</param>
/// <param name="Folder">Its PEFT folder, beside the index.</param>
/// <param name="ExactMatch">Exact match on 16 examples kept out of training.</param>
public sealed record OracleEntry(string Task, string Folder, double ExactMatch);

/// <summary>What one finished group leaves behind, so that a stopped run goes on with the next.</summary>
internal sealed record OracleGroupFile(IReadOnlyList<OracleEntry> Tasks, double Seconds)
{
    public static OracleGroupFile Read(string path) => JsonSerializer.Deserialize<OracleGroupFile>(File.ReadAllBytes(path))!;

    public void Write(string path) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this));
}
