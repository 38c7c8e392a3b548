using System.Globalization;
using T2L.Embedding;
using T2L.Hypernetwork;
using T2L.Models;
using T2L.Training.Data;
using T2L.Training.Evaluation.Methods;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation;

/// <summary>One split of the suite with the models that belong to it.</summary>
internal sealed class EvaluationWorld : IDisposable
{
    private readonly EvaluationOptions _options;
    private readonly LanguageModel _model;
    private readonly Examiner _examiner;
    private readonly List<IDisposable> _loaded = [];
    private readonly List<string> _unproven = [];

    private EvaluationWorld(EvaluationOptions options, int seed)
    {
        _options = options;
        Suite = TaskSuite.Nano(seed);
        _model = LanguageModel.Load(Folder(options.BaseModel));
        _loaded.Add(_model);
        Encoder = options.Encoder is { } encoder ? TextEncoder.Load(Folder(encoder), new TextEncoderOptions { Threads = 1 }) : null;
        if (Encoder is not null)
            _loaded.Add(Encoder);
        _examiner = new Examiner(_model.Network);
        Questions = new Questionnaire(Suite, new NanoLayout(_model.Tokenizer), options.Wordings, options.Examples);
        Splits = EvaluationSplit.Of(Suite, options.Sets, options.MostTasks);
        try
        {
            SplitChecks.Base(Suite, Folder(options.BaseModel));
            Diet = BaseDiet.Of(Folder(options.BaseModel));
            // A seed that only a list of runs names has no folders of its own for anything else.
            Methods = options.Seeds.Contains(seed) ? [.. CreateMethods()] : [];
            EvaluationChecks.Methods(Methods.Select(method => method.Name));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public TaskSuite Suite { get; }

    public TextEncoder? Encoder { get; }

    /// <summary>What the base met.</summary>
    public BaseDiet Diet { get; }

    public Questionnaire Questions { get; }

    public IReadOnlyList<EvaluationSplit> Splits { get; }

    public IReadOnlyList<IEvaluationMethod> Methods { get; }

    /// <summary>Folders of hypernetworks that do not tell what they were trained on.</summary>
    public IReadOnlyList<string> Unproven => _unproven;

    /// <summary>Loads what the options name for a seed.</summary>
    public static EvaluationWorld Load(EvaluationOptions options, int seed) => new(options, seed);

    /// <summary>A hypernetwork, given the text that is asked for.</summary>
    public WrittenLora Written(LoraGenerator generator, MethodName name, TextGiven text) =>
        new(name, text, generator, RequiredEncoder, _model.Config, Questions, _examiner);

    /// <summary>Loads a hypernetwork and checks that it belongs to split and encoder.</summary>
    public LoraGenerator Generator(string folder)
    {
        var generator = LoraGenerator.Load(folder, new GeneratorOptions { Threads = 1 });
        _loaded.Add(generator);
        if (generator.KnownTasks is { } known)
            SplitChecks.Hypernetwork(Suite, folder, known.Names);
        else
            _unproven.Add(folder);
        if (Encoder is { } encoder && encoder.Size != generator.Config.TaskEmbeddingSize)
            throw new ArgumentException($"The text encoder gives embeddings of {encoder.Size}, the hypernetwork '{folder}' takes {generator.Config.TaskEmbeddingSize}. Name the encoder it was trained with: --encoder DIR.");
        return generator;
    }

    public void Dispose()
    {
        foreach (var part in Enumerable.Reverse(_loaded))
            part.Dispose();
    }

    private TextEncoder RequiredEncoder => Encoder ?? throw new ArgumentException("A hypernetwork needs a text encoder; name its folder with --encoder.");

    private IEnumerable<IEvaluationMethod> CreateMethods()
    {
        yield return new BasePrompt(Questions, _examiner);
        yield return new DescribedPrompt(Questions, _examiner);
        foreach (var shots in _options.Shots)
            yield return new FewShotPrompt(shots, Questions, _examiner);
        if (_options.MultiTask is { } multiTask)
        {
            SplitChecks.MultiTask(Suite, Folder(multiTask));
            var shared = new SharedLora(Folder(multiTask), _model.Config, Questions, _examiner);
            _loaded.Add(shared);
            yield return shared;
        }
        if (_options.Oracles is { } oracles)
        {
            var shelf = new OracleShelf(Folder(oracles), Suite);
            yield return new OracleLora(shelf, _model.Config, Questions, _examiner);
            if (Encoder is { } encoder)
                yield return new NearestOracle(shelf, Suite.Training, encoder, _model.Config, Questions, _examiner);
        }
        foreach (var method in Experts())
            yield return method;
        foreach (var method in _options.Hypernetworks.SelectMany((hypernetwork, place) => Written(hypernetwork, place == 0 ? _options.WithExamples : [])))
            yield return method;
    }

    private IEnumerable<IEvaluationMethod> Experts()
    {
        if (_options.Experts is null && _options.ExpertHypernetworks.Count == 0)
            yield break;
        var world = new ExpertWorld(_model, Folder(_options.BaseModel), _options.Decomposition is { } folder ? Folder(folder) : null, Questions, _examiner);
        _loaded.Add(world);
        foreach (var method in _options.Experts is { } experts ? world.Trained(Folder(experts), Suite) : [])
            yield return method;
        foreach (var method in _options.ExpertHypernetworks.SelectMany(hypernetwork => world.Written(hypernetwork.Name, Folder(hypernetwork.Folder), Suite, RequiredEncoder)))
            yield return method;
    }

    private IEnumerable<IEvaluationMethod> Written(NamedFolder hypernetwork, IReadOnlyList<int> withExamples)
    {
        var generator = Generator(Folder(hypernetwork.Folder));
        var (name, label) = (hypernetwork.Name, HypernetworkLabel.Of(generator.Config, hypernetwork.Name));
        yield return Written(generator, new(name, label, MethodGroup.Hypernetwork), TextGiven.Own);
        foreach (var count in withExamples)
            yield return new SearchedLora(SearchedLora.Named(name, label, count), count, generator, RequiredEncoder, _options.Search, _model, Questions, _examiner);
        yield return Written(generator, new($"{name}_other_task", $"{label}, another task's description", MethodGroup.Control), TextGiven.OtherTask);
        yield return Written(generator, new($"{name}_random_text", $"{label}, random letters", MethodGroup.Control), TextGiven.Random);
    }

    private string Folder(string pattern) =>
        pattern.Replace(EvaluationOptions.SeedMark, Suite.Seed.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}

/// <summary>What readers call a hypernetwork.</summary>
internal static class HypernetworkLabel
{
    public static string Of(HypernetworkConfig config, string name)
    {
        var usual = config.TrainingTask == TrainingTask.Sft ? "sft" : "reconstruction";
        var label = config.TrainingTask == TrainingTask.Sft ? "T2L-SFT" : "T2L-reconstruction";
        return name == usual ? label : $"{label} ({name})";
    }
}
