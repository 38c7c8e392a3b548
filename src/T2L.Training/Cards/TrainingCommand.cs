using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using T2L.Training.Recipes;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Cards;

/// <summary>The command that trains a part alone, from its record. Its folders are the parts that <c>t2l train nano</c> keeps in its work folder.</summary>
internal static class TrainingCommand
{
    private const string Base = "--base base", Encoder = "--encoder encoder", ConfigFile = "settings.yaml";

    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["steps"] = "--steps",
        ["instructions"] = "--instructions",
        ["hypernetwork.variant"] = "--variant",
        ["hypernetwork.head_input_size"] = "--head-input",
        ["hypernetwork.latent_size"] = "--latent",
        ["hypernetwork.base_model_name"] = "--base-name",
        ["base_model_name"] = "--base-name",
    };

    /// <summary>The command line.</summary>
    /// <param name="run">How the part was trained.</param>
    /// <param name="name">Its folder.</param>
    public static string Of(RunRecord run, string name)
    {
        var words = new List<string> { $"./t2l train {run.Stage}" };
        words.AddRange(run.Stage switch
        {
            "lm" or "encoder" => [],
            "oracle" or "multi-task" => [Base],
            "reconstruction" => ["--oracles oracles", Base, Encoder],
            _ => [Base, Encoder],
        });
        words.AddRange(Flat(RecordedSettings.Changed(run)).Where(setting => Options.ContainsKey(setting.Key)).Select(setting => $"{Options[setting.Key]} {setting.Value}"));
        if (run.Descriptions is { } descriptions)
            words.Add($"--descriptions {descriptions.File}");
        if (run.Stage is not ("lm" or "encoder") && run.TrainingTasks < TaskSuite.Nano(run.Seed).Training.Count)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"--training-tasks {run.TrainingTasks}"));
        if (Settings(run) is not null)
            words.Add($"--config {ConfigFile}");
        words.Add(string.Create(CultureInfo.InvariantCulture, $"--out {name} --seed {run.Seed}"));
        if (run.Workers is { } workers)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"--workers {workers}"));
        return string.Join(' ', words);
    }

    /// <summary>What stands in the file of further settings, line by line; null where the command needs none.</summary>
    public static string? Settings(RunRecord run)
    {
        var lines = new StringBuilder();
        foreach (var group in Flat(RecordedSettings.Changed(run)).Where(setting => !Options.ContainsKey(setting.Key)).GroupBy(setting => setting.Key.Contains('.', StringComparison.Ordinal) ? setting.Key.Split('.')[0] : null))
        {
            if (group.Key is not null)
                lines.Append(group.Key).Append(":\n");
            foreach (var (key, value) in group)
                lines.Append(group.Key is null ? key : $"  {key.Split('.')[1]}").Append(": ").Append(value).Append('\n');
        }
        return lines.Length == 0 ? null : lines.ToString();
    }

    private static IEnumerable<KeyValuePair<string, string>> Flat(JsonObject settings) => settings.SelectMany(entry => entry.Value is JsonObject part
        ? part.Select(inner => KeyValuePair.Create($"{entry.Key}.{inner.Key}", Shown(inner.Value)))
        : [KeyValuePair.Create(entry.Key, Shown(entry.Value))]);

    private static string Shown(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out var words) ? words : value?.ToJsonString() ?? "null";
}
