using T2L.Training.Rows;

namespace T2L.Training.Official;

/// <summary>What is done to a data set's rows before a prompt is made of them.</summary>
internal static class RowPreparation
{
    private const int ArcChoices = 4;

    /// <summary>The preparation of a task, told by its name or its data set.</summary>
    public static Func<Row, Row> Of(string task, string dataSet) =>
        task.StartsWith("lol_", StringComparison.Ordinal) || dataSet.StartsWith("Lots-of-LoRAs/", StringComparison.Ordinal) ? Instructions
        : task is "arc_easy" or "arc_challenge" || dataSet.EndsWith("ai2_arc", StringComparison.Ordinal) ? FourChoices
        : task == "mbpp" || dataSet.EndsWith("mbpp", StringComparison.Ordinal) ? Assertions
        : row => row;

    /// <summary>Cuts Super-NaturalInstructions' one long input into <c>task_def</c>, <c>problem</c> and <c>answer</c>.</summary>
    public static Row Instructions(Row row)
    {
        var input = row.Text("input");
        var outputs = row.Texts("output");
        var definition = UpTo(After(row, input, "Definition: "), "\n\nPositive Example") + " Please complete the task without any explanation.";
        if (outputs.Count > 1)
            definition += "\nThe answer should be a comma-separated list of possible completions.";
        var problem = UpTo(After(row, After(row, input, "Now complete the following example -"), "Input: "), "\nOutput:");
        return row.With(("task_def", definition), ("problem", problem), ("answer", string.Join(", ", outputs)));
    }

    /// <summary>Fills the choices of an ARC row up to four: "N/A" under the labels that come next.</summary>
    public static Row FourChoices(Row row)
    {
        var (texts, labels) = (row.Texts("choices", "text"), row.Texts("choices", "label"));
        if (texts.Count != labels.Count || texts.Count == 0 || labels.Any(label => label.Length == 0))
            throw row.Refused($"'choices' has {texts.Count} texts and {labels.Count} labels, expected as many of both.");
        while (texts.Count < ArcChoices)
        {
            texts.Add("N/A");
            labels.Add(((char)(labels[^1][0] + 1)).ToString());
        }
        return row.With(("choices", new Dictionary<string, List<string>> { ["text"] = texts, ["label"] = labels }));
    }

    /// <summary>Joins an MBPP row's tests into <c>assertions</c>.</summary>
    public static Row Assertions(Row row) => row.With(("assertions", string.Join('\n', row.Texts("test_list"))));

    private static string After(Row row, string text, string mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at >= 0 ? text[(at + mark.Length)..] : throw row.Refused($"'input' lacks '{mark}'. Expected a definition, examples and the example to complete.");
    }

    private static string UpTo(string text, string mark) => text.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at ? text[..at] : text;
}
