using System.CommandLine;
using T2L.Inference.Prompts;
using T2L.Training.Benchmarks.Code;
using T2L.Training.Data;
using T2L.Training.Official;
using T2L.Training.Tasks;

namespace T2L.Cli.Commands.Training;

/// <summary>The options that say what a recipe learns: the nano suite unless a list of task folders is named.</summary>
internal static class LearningSourceOptions
{
    public static readonly Option<FileInfo?> List = new("--list") { Description = "YAML list of tasks (train_ds_names, eval_ds_info) to learn instead of the nano suite; with --tasks and --data." };
    public static readonly Option<DirectoryInfo?> Tasks = new("--tasks") { Description = "Folder of tasks: NAME/metadata.yaml for each." };
    public static readonly Option<DirectoryInfo?> Data = new("--data") { Description = "Folder of data sets: NAME/SPLIT.jsonl for each." };
    public static readonly Option<string> ChatTemplate = new("--chat-template") { Description = "Template of prompts with --list: auto (the base model's own), t2l-mistral, t2l-llama-3, t2l-gemma-2 or a .jinja file.", DefaultValueFactory = _ => ChatTemplateChoice.Auto };
    public static readonly Option<int> MaxLength = new("--max-length") { Description = "Tokens of prompt and answer together, with --list; longer ones lose their beginning.", DefaultValueFactory = _ => 512 };

    public static IEnumerable<Option> All => [List, Tasks, Data, ChatTemplate, MaxLength];

    /// <summary>The source that the options name.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="suite">The nano suite, for when they name nothing.</param>
    /// <param name="trainingTasks">Only the first so many tasks of the suite; null for all.</param>
    /// <param name="baseModel">Folder of the base model, whose chat template is taken.</param>
    /// <param name="python">Runs programs that are answered; null for nobody.</param>
    public static LearningSource Source(ParseResult parsed, TaskSuite suite, int? trainingTasks, string baseModel, PythonRunner? python = null)
    {
        var (list, tasks, data) = (parsed.GetValue(List), parsed.GetValue(Tasks), parsed.GetValue(Data));
        if (list is null && tasks is null && data is null)
            return GivenOption.First(parsed, [ChatTemplate, MaxLength]) is { } useless
                ? throw new UsageException($"{useless} needs --list; the nano suite has a layout of its own.")
                : new NanoSource(suite, trainingTasks);
        if (trainingTasks is not null)
            throw new UsageException("--training-tasks takes the first tasks of the nano suite; with --list the list says which tasks are learned (n_train_ds).");
        if (list is null || tasks is null || data is null)
            throw new UsageException("--list, --tasks and --data belong together: the list names the tasks, --tasks holds NAME/metadata.yaml, --data holds NAME/SPLIT.jsonl.");
        var choice = parsed.GetValue(ChatTemplate)!;
        var template = ChatTemplateChoice.Resolve(choice, baseModel)
            ?? throw new UsageException($"--chat-template is '{choice}', and '{baseModel}' has no template of its own. Name one: t2l-mistral, t2l-llama-3, t2l-gemma-2 or a .jinja file.");
        return new OfficialSource(
            new OfficialSourceOptions { List = list.FullName, Tasks = tasks.FullName, Data = data.FullName, MaxTokens = parsed.GetValue(MaxLength), Python = python }, template);
    }
}
