using System.Globalization;
using T2L.Training.Rows;

namespace T2L.Training.Official;

/// <summary>A list of tasks: what to train on, and what to measure with descriptions that training never sees.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="Training">Names of the tasks to train on, in order.</param>
/// <param name="Evaluation">Descriptions by task.</param>
/// <param name="AdditionalDescriptions">Descriptions that fit no task.</param>
internal sealed record TaskList(
    string File, IReadOnlyList<string> Training, IReadOnlyDictionary<string, IReadOnlyList<string>> Evaluation, IReadOnlyList<string> AdditionalDescriptions)
{
    /// <summary>Reads a list: <c>train_ds_names</c>, of which <c>n_train_ds</c> takes a prefix, <c>eval_ds_info</c>, <c>additional_eval_descs</c>; other keys are passed over.</summary>
    /// <exception cref="DataFormatException">The file is missing or cannot be used.</exception>
    public static TaskList Read(string file)
    {
        var root = YamlFile.Read(file);
        var names = root["train_ds_names"].List();
        var training = names.Items.Select(NameOf).ToList();
        if (training.Count == 0)
            throw new DataFormatException(file, "'train_ds_names' is empty, expected at least one task.");
        if (training.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
            throw new DataFormatException(file, $"'train_ds_names' has '{twice.Key}' twice.");
        if (root.Find("n_train_ds") is { } count)
            training = training[..Count(count, training.Count)];
        var evaluation = root.Find("eval_ds_info")?.Map().Entries.ToDictionary(entry => Checked(entry.Key, entry.Value), entry => (IReadOnlyList<string>)Descriptions(entry.Value), StringComparer.Ordinal);
        return new(file, training, evaluation ?? [], root.Find("additional_eval_descs")?.List().Texts() ?? []);
    }

    private static string NameOf(YamlNode node) => Checked(node.Text(), node);

    // Names become parts of paths.
    private static string Checked(string name, YamlNode node) =>
        name.Length is > 0 and <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') && name.Any(char.IsAsciiLetterOrDigit)
            ? name
            : throw new DataFormatException(node.File, $"line {node.Line}: '{DataFormatException.Shorten(name)}' is no task name; expected letters, digits, '_', '-' and '.', at most 100.");

    private static List<string> Descriptions(YamlNode node) =>
        TaskFolder.DescriptionsOf((node as YamlList) ?? node.Map()["descriptions"].List());

    private static int Count(YamlNode node, int most) =>
        int.TryParse(node.Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 && count <= most
            ? count
            : throw node.Wrong($"1 to {most}, the number of tasks in 'train_ds_names'");
}
