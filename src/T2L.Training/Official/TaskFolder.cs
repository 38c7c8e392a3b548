using T2L.Adapters.Examples.Checking;
using T2L.Training.Rows;

namespace T2L.Training.Official;

/// <summary>What <c>tasks/NAME/metadata.yaml</c> says of a task.</summary>
/// <param name="Name">The folder's name; it goes before the file's own <c>task_name</c>.</param>
/// <param name="File">The file, for messages.</param>
/// <param name="Descriptions">The task in English, in the file's order.</param>
/// <param name="DataSet">The data set's name on the hub; empty where the file has none.</param>
/// <param name="Split">Rows to train on, unless a list says otherwise.</param>
/// <param name="SystemMessage">The system turn, usually empty.</param>
/// <param name="UserPrompt">The user's turn.</param>
/// <param name="Response">Where the answer stands in a row.</param>
/// <param name="Prefill">Put before the answer.</param>
/// <param name="Postfill">Put behind the answer.</param>
/// <param name="Checker">Reads what counts off an answer; null where the whole of it does.</param>
internal sealed record TaskFolder(
    string Name, string File, IReadOnlyList<string> Descriptions, string DataSet, SplitSlice Split,
    string SystemMessage, PromptTemplate UserPrompt, FieldPath Response, string Prefill, string Postfill, IAnswerChecker? Checker)
{
    private const int MaxDescriptionCharacters = 4096;

    /// <summary>Whether answers are programs, with tests in their rows.</summary>
    public bool IsCode => Name == "mbpp" || DataSet.EndsWith("mbpp", StringComparison.Ordinal);

    /// <summary>Reads a task.</summary>
    /// <param name="tasks">The folder of all tasks.</param>
    /// <param name="name">The task's own folder.</param>
    /// <exception cref="DataFormatException">The file is missing or cannot be used.</exception>
    public static TaskFolder Read(string tasks, string name)
    {
        var file = Path.Combine(tasks, name, "metadata.yaml");
        var root = YamlFile.Read(file);
        var data = root["ds_kwargs"].Map();
        return new(
            name, file, DescriptionsOf(root["descriptions"].List()), data.Text("path", ""),
            Parsed(data["split"], SplitSlice.Parse),
            root.Text("system_message", ""),
            Parsed(root["user_prompt_template"], PromptTemplate.Parse),
            Parsed(root["response_field"], FieldPath.Parse),
            root.Text("assistant_prefill", ""), root.Text("assistant_postfill", ""),
            root.Find("checker") is { } named ? Parsed(named, AnswerCheckers.Of) : Usual(name, data.Text("path", "")));
    }

    // The data sets that Transformer² reads answers of; a file's own "checker" goes before.
    private static IAnswerChecker? Usual(string name, string dataSet) =>
        name == "gsm8k" || dataSet.EndsWith("gsm8k", StringComparison.Ordinal) ? AnswerCheckers.Of("number")
        : name is "arc_easy" or "arc_challenge" || dataSet.EndsWith("ai2_arc", StringComparison.Ordinal) ? AnswerCheckers.Of("choice")
        : name == "math" || dataSet.EndsWith("competition_math", StringComparison.Ordinal) ? AnswerCheckers.Of("formula")
        : null;

    /// <summary>Descriptions of a list, none empty.</summary>
    public static List<string> DescriptionsOf(YamlList list)
    {
        var texts = list.Texts();
        for (var i = 0; i < texts.Count; i++)
            if (string.IsNullOrWhiteSpace(texts[i]) || texts[i].Length > MaxDescriptionCharacters)
                throw new DataFormatException(list.File, $"'{list.Path}[{i}]' has {texts[i].Trim().Length} characters, expected 1 to {MaxDescriptionCharacters}.");
        return texts.Count > 0 ? texts : throw new DataFormatException(list.File, $"'{list.Path}' is empty, expected at least one description.");
    }

    /// <summary>A text read further, its refusal under the key's name.</summary>
    public static T Parsed<T>(YamlNode node, Func<string, T> parse)
    {
        try
        {
            return parse(node.Text());
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new DataFormatException(node.File, $"line {node.Line}, '{node.Path}': {exception.Message.TrimEnd('.')}.", exception);
        }
    }
}
