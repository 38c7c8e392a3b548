using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using T2L.Adapters.Storage;
using T2L.Training.Rows;

namespace T2L.Training.Running;

/// <summary>
/// How a part was trained and what came out: <c>run.json</c>, which a recipe writes last beside its result. Model cards say nothing that is not in it.
/// </summary>
public sealed record RunRecord
{
    /// <summary>Name of the file.</summary>
    public const string Name = "run.json";

    private const int MaxBytes = 1 << 20;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The recipe, as the command line calls it: <c>lm</c>, <c>encoder</c>, <c>oracle</c>, <c>reconstruction</c>, <c>sft</c>, <c>multi-task</c>, or <c>svf-</c> and the way of experts.</summary>
    public required string Stage { get; init; }

    /// <summary>Seed of split, initialisation and data order.</summary>
    public required int Seed { get; init; }

    /// <summary>Optimiser steps done; of oracles, those of each.</summary>
    public required int Steps { get; init; }

    /// <summary>Tasks that were trained on.</summary>
    public required int TrainingTasks { get; init; }

    /// <summary>Seconds of training and measuring, those before stops included; null where nobody knows.</summary>
    public double? Seconds { get; init; }

    /// <summary>Threads that shared the work; null where nobody knows.</summary>
    public int? Workers { get; init; }

    /// <summary>All settings but folders, seed and number of workers; of an older run those that differed from the recipe's defaults.</summary>
    public JsonObject Settings { get; init; } = [];

    /// <summary>Digests of the base, encoder and LoRAs that it was trained with, by setting: <c>base_model</c>, <c>encoder</c>, <c>oracles</c>. Null where there were none, or nobody knows.</summary>
    public IReadOnlyDictionary<string, string>? Sources { get; init; }

    /// <summary>The file of further descriptions that an encoder met; null for none.</summary>
    public DescriptionsRecord? Descriptions { get; init; }

    /// <summary>What was measured at the end, by name.</summary>
    public IReadOnlyDictionary<string, double> Results { get; init; } = new Dictionary<string, double>();

    /// <summary>The same in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether a folder has one: whether its part is finished.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Name));

    /// <summary>Reads the record of a folder.</summary>
    /// <exception cref="FileNotFoundException">The folder has none.</exception>
    /// <exception cref="DataFormatException">It is damaged.</exception>
    public static RunRecord Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            throw new FileNotFoundException($"'{path}' does not exist; a recipe writes it when its part is finished.", path);
        if (new FileInfo(path).Length > MaxBytes)
            throw new DataFormatException(path, $"the record has more than {MaxBytes} bytes.");
        try
        {
            return JsonSerializer.Deserialize<RunRecord>(File.ReadAllBytes(path), Json) is { Stage: not null, Summary: not null, Settings: not null, Results: not null } run
                ? run
                : throw new DataFormatException(path, "the record lacks a stage, a summary, settings or results.");
        }
        catch (JsonException exception)
        {
            throw new DataFormatException(path, $"the record is damaged: {exception.Message} docs/learning.md shows its form.", exception);
        }
    }

    /// <summary>Removes the record of a folder whose part is about to be replaced: it says nothing of what comes.</summary>
    internal static void Delete(string folder)
    {
        if (IsIn(folder))
            File.Delete(Path.Combine(folder, Name));
    }

    /// <summary>Writes the record into a folder.</summary>
    public void Write(string folder) => AtomicFile.Write(Path.Combine(folder, Name), ToBytes());

    /// <summary>The file's content.</summary>
    internal byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Json), (byte)'\n'];

    /// <inheritdoc/>
    public override string ToString() => Summary;
}

/// <summary>A file of further tasks, known by descriptions alone.</summary>
/// <param name="File">Its name, without folders.</param>
/// <param name="Tasks">Tasks in it.</param>
/// <param name="Sha256">Digest of its bytes, hexadecimal: what says whose descriptions they were.</param>
public sealed record DescriptionsRecord(string File, int Tasks, string Sha256);
