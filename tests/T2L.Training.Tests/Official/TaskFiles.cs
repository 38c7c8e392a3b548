namespace T2L.Training.Tests.Official;

/// <summary>A temporary folder of task files, written by the test.</summary>
internal sealed class TaskFiles : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("t2l-tasks-").FullName;

    public string Tasks => Path.Combine(Root, "tasks");

    public string Data => Path.Combine(Root, "data");

    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A task whose rows are <c>{"q": ..., "a": ...}</c>.</summary>
    public void Task(string name, string[] descriptions, string split = "train", string rest = "") => Write($"tasks/{name}/metadata.yaml", $"""
        descriptions:
        {string.Join('\n', descriptions.Select(description => $"- {description}"))}
        ds_kwargs:
          path: own/{name}
          split: {split}
        system_message: ''
        user_prompt_template: "Q: {'{'}q{'}'}"
        response_field: a
        assistant_prefill: ''
        {rest}
        """);

    public void Rows(string task, string split, int count, string prefix = "") =>
        Write($"data/{task}/{split}.jsonl", string.Join('\n', Enumerable.Range(0, count).Select(i => $$"""{"q": "{{prefix}}{{i}}", "a": "{{i}}!"}""")));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
