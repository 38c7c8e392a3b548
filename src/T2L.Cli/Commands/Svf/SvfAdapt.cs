using System.CommandLine;
using T2L.Adapters.Examples;
using T2L.Adapters.Examples.Checking;
using T2L.Adapters.Svf;
using T2L.Cli.Output;
using T2L.Inference;
using T2L.Svf.Adaptation;
using T2L.Svf.Decomposition;

namespace T2L.Cli.Commands.Svf;

/// <summary>svf adapt: two passes. The first finds the expert or the mix that is wanted, the second answers with it.</summary>
internal static class SvfAdapt
{
    private const string Whole = "whole";

    private static readonly Option<string[]> Experts = new("--experts") { Description = "Experts: files, folders of files, or folders of svf train. Default: adapters/svf, the bundled ones.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [Path.Combine(Settings.Root, "adapters", "svf")] };
    private static readonly Option<string> Strategy = new("--strategy") { Description = "prompt (the base model is asked), classify (a classification expert is) or few-shot (examples are searched with).", DefaultValueFactory = _ => "few-shot" };
    private static readonly Option<FileInfo?> Classifier = new("--classifier") { Description = "Classification expert. Default: the one among --experts that lists labels." };
    private static readonly Option<FileInfo?> Examples = new("--examples") { Description = "JSON lines {\"input\": ..., \"answer\": ...}, 1 to 64: few-shot searches with them, the other strategies are measured by them." };
    private static readonly Option<int?> Shots = new("--shots") { Description = "Few-shot: search with so many of the examples, and measure by the others. Default: search with all." };
    private static readonly Option<uint> ShuffleSeed = new("--shuffle-seed") { Description = "With --shots: which ones, drawn as Python's random.shuffle draws.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string[]> Prompt = new("--prompt") { Description = "A request to answer; may be given several times.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Check = new("--check") { Description = "What makes an example's answer right: whole (the whole text), or, of a model that reasons first, its last number, its choice (A to E) or the formula in its box (number, choice, formula).", DefaultValueFactory = _ => Whole };
    private static readonly Option<int> MaxTokens = new("--max-tokens") { Description = "Longest answer.", DefaultValueFactory = _ => 64 };
    private static readonly Option<DirectoryInfo?> Model = new("--model") { Description = "Base model folder. Default: Inference:BaseModel." };
    private static readonly Option<FileInfo?> Save = new("--save") { Description = "Few-shot: safetensors file that receives the mix." };

    public static Command Create()
    {
        var command = new Command("adapt", "Choose or mix experts for requests in a first pass, answer in a second (Transformer²).")
        {
            Experts, Strategy, Classifier, Examples, Shots, ShuffleSeed, Check, Prompt, MaxTokens, Model, SvfOptions.Decomposition, Save, SvfOptions.Force,
        };
        foreach (var option in SvfAdaptOptions.All)
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.Run(() => RunAsync(parsed, cancellation), CancellationToken.None));
        return command.WithExamples(
            "./t2l svf adapt --examples examples.jsonl --prompt stone --prompt river --save mix.safetensors",
            "./t2l svf adapt --experts experts --strategy classify --classifier dispatch.safetensors --prompt 2024-03-17",
            "./t2l svf adapt --model /models/llama-3-8b --experts code.safetensors math.safetensors --strategy prompt --prompt \"What is 12 times 11?\" --json",
            "./t2l svf adapt --experts experts --examples examples.jsonl --shots 10 --weights matrix --space raw --no-normalize --ranking official");
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var task = TaskOf(parsed);
        var checker = CheckerOf(parsed.GetValue(Check)!);
        var settings = Settings.Load();
        var model = parsed.GetValue(Model)?.FullName ?? settings["Inference:BaseModel"]!;
        var decomposition = parsed.GetValue(Model) is null && parsed.GetValue(SvfOptions.Decomposition) is null && settings["Inference:Decomposition"] is { Length: > 0 } set
            ? set : SvfOptions.DecompositionFor(parsed, model);
        var source = new ExpertsInMemory();
        var (experts, classifier) = Named(parsed, task.Strategy);
        if (classifier is not null)
            CheckLetters(classifier, experts);
        using var stored = StoredDecomposition.Open(decomposition);
        using var engine = BuiltInEngine.Load(model, settings["Inference:Device"] ?? "auto", source, new EngineOptions
        {
            Decomposition = decomposition,
            Precision = settings["Inference:Precision"] ?? "auto",
            ChatTemplate = settings["Inference:ChatTemplate"] is { } template ? template.EndsWith(".jinja", StringComparison.Ordinal) ? Settings.PathOf(template) : template : "auto",
            MaxResidentAdapters = experts.Count + 2,
        });
        foreach (var expert in experts.Append(classifier).OfType<NamedExpert>())
            SvfFit.Check(expert.Expert, expert.Path, stored.Manifest);
        var session = new AdaptSession(engine, source, experts, classifier, stored, parsed.GetValue(MaxTokens), checker);
        var report = task.Strategy == "few-shot"
            ? await session.FewShotAsync(task, parsed.GetValue(Save)?.FullName, cancellation).ConfigureAwait(false)
            : await session.DispatchAsync(task, cancellation).ConfigureAwait(false);
        if (parsed.GetValue(CommonOptions.Json))
            Terminal.Json(report);
        else
            AdaptReportLines.Print(report);
        return ExitCode.Success;
    }

    private static void CheckLetters(NamedExpert classifier, IReadOnlyList<NamedExpert> experts)
    {
        if (DispatchLetters.Of(classifier.Expert.Manifest) is not { } letters)
            return;
        DispatchSkill[] skills = [.. experts.Select(expert => DispatchSkill.Of(expert.Expert.Manifest, expert.Label))];
        letters.RequireAnyOf(skills);
        if (letters.Unnamed(skills) is { Count: > 0 } unnamed)
            Terminal.Status($"svf adapt  the classification expert knows nothing of {string.Join(", ", unnamed.Select(skill => skill.Label))}; what is for these, the base model answers");
    }

    private static IAnswerChecker? CheckerOf(string name) => name == Whole ? null
        : AnswerCheckers.Names.Contains(name) ? AnswerCheckers.Of(name)
        : throw new UsageException($"--check is '{name}'; expected {string.Join(", ", AnswerCheckers.Names.SkipLast(1))} or {AnswerCheckers.Names[^1]}.");

    private static AdaptTask TaskOf(ParseResult parsed)
    {
        var strategy = parsed.GetValue(Strategy)!;
        if (strategy is not ("prompt" or "classify" or "few-shot"))
            throw new UsageException($"--strategy is '{strategy}'; expected prompt, classify or few-shot.");
        if (parsed.GetValue(MaxTokens) < 1)
            throw new UsageException($"--max-tokens is {parsed.GetValue(MaxTokens)}; it must be at least 1.");
        if (strategy != "classify" && GivenOption.First(parsed, [Classifier]) is not null)
            throw new UsageException($"--classifier means nothing to --strategy {strategy}. Leave one of them out.");
        if (strategy != "few-shot")
            GivenOption.Refuse(parsed, $"--strategy {strategy}", [.. SvfAdaptOptions.All, Shots, ShuffleSeed, Save]);
        var prompts = parsed.GetValue(Prompt) ?? [];
        var examples = parsed.GetValue(Examples) is { } file ? ExampleFile.Read(file.FullName) : null;
        if (strategy == "few-shot" && examples is null)
            throw new UsageException("--strategy few-shot needs --examples FILE. To choose by the request alone, say --strategy prompt or classify.");
        if (prompts.Length == 0 && examples is null)
            throw new UsageException("There is nothing to answer. Say --prompt TEXT, or --examples FILE to measure by.");
        if (parsed.GetValue(Save) is { } target)
            SvfOptions.OutputFile(target, parsed.GetValue(SvfOptions.Force), "--save");
        var (shots, others) = Drawn(parsed, examples ?? []);
        return new AdaptTask(strategy, prompts, shots, others, SvfAdaptOptions.Of(parsed));
    }

    private static (IReadOnlyList<AnswerExample> Shots, IReadOnlyList<AnswerExample> Others) Drawn(ParseResult parsed, IReadOnlyList<AnswerExample> examples)
    {
        if (parsed.GetValue(Shots) is not { } count)
            return GivenOption.First(parsed, [ShuffleSeed]) is null ? (examples, []) : throw new UsageException("--shuffle-seed needs --shots: it says which of the examples are searched with.");
        if (count < FewShotOptions.LeastShots || count > examples.Count)
            throw new UsageException($"--shots is {count}; expected {FewShotOptions.LeastShots} to {examples.Count}, the number of examples.");
        AnswerExample[] order = [.. PythonShuffle.Order(examples.Count, parsed.GetValue(ShuffleSeed)).Select(place => examples[place])];
        return (order[..count], order[count..]);
    }

    // A classification expert may lie among the experts; it is none of those that answer.
    private static (IReadOnlyList<NamedExpert> Experts, NamedExpert? Classifier) Named(ParseResult parsed, string strategy)
    {
        var all = ExpertFiles.Read(parsed.GetValue(Experts)!);
        NamedExpert[] experts = [.. all.Where(expert => !ExpertFiles.IsClassifier(expert))];
        if (strategy != "classify")
            return (experts, null);
        if (parsed.GetValue(Classifier) is { } file)
            return (experts, ExpertFiles.Read([file.FullName])[0]);
        return all.Where(ExpertFiles.IsClassifier).ToList() switch
        {
            [var only] => (experts, only),
            [] => throw new UsageException("--strategy classify needs a classification expert, and there is none among --experts. Train one: ./t2l svf train --dispatch --tasks-from FILE --out dispatch.safetensors; then say --classifier dispatch.safetensors."),
            var several => throw new UsageException($"There are {several.Count} classification experts among --experts ({string.Join(", ", several.Select(one => one.Path))}). Name one: --classifier FILE."),
        };
    }
}
