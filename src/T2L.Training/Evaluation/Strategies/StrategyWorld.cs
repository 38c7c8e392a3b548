using T2L.Adapters.Svf;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Svf.Serving;
using T2L.Training.Data;
using T2L.Training.Evaluation.Methods;
using T2L.Training.Recipes;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation.Strategies;

/// <summary>Base, singular vectors, experts and the suite that they were trained on.</summary>
internal sealed class StrategyWorld : IDisposable
{
    private readonly StoredDecomposition _stored;

    /// <param name="options">Folders.</param>
    /// <exception cref="ArgumentException">The parts do not go together, or a task is not unseen.</exception>
    public StrategyWorld(StrategyOptions options)
    {
        var index = ExpertIndex.Read(options.Experts);
        if (index.Tasks.Count < 2)
            throw new ArgumentException($"'{options.Experts}' has {index.Tasks.Count} expert; strategies choose among at least 2. Train more: ./t2l svf train --task ID --task ID --out DIR.");
        Suite = TaskSuite.Nano(index.Seed);
        Shelf = new ExpertShelf(options.Experts, Suite);
        Labels = [.. index.Tasks.Select(entry => entry.Task)];
        Tasks = TasksOf(options);
        _stored = SvfInputs.Decomposition(options.Decomposition, options.BaseModel, index.Targets);
        Model = LanguageModel.Load(options.BaseModel);
        Served = new ServedDecomposition(_stored, Model.Network);
        Layout = new NanoLayout(Model.Tokenizer);
        Experts = [.. Labels.Select(Shelf.Of)];
        foreach (var (label, expert) in Labels.Zip(Experts))
            SvfFit.Check(expert, label, _stored.Manifest);
    }

    public TaskSuite Suite { get; }

    public ExpertShelf Shelf { get; }

    /// <summary>Tasks of the experts, which are their labels too.</summary>
    public IReadOnlyList<string> Labels { get; }

    public IReadOnlyList<SvfExpert> Experts { get; }

    /// <summary>What is measured.</summary>
    public IReadOnlyList<TaskDefinition> Tasks { get; }

    public LanguageModel Model { get; }

    public ServedDecomposition Served { get; }

    public NanoLayout Layout { get; }

    public DecompositionManifest Decomposition => _stored.Manifest;

    /// <summary>S of a matrix.</summary>
    public float[] SingularValues(string name) => _stored.SingularValues(name).ToArray();

    public void Dispose()
    {
        Served.Dispose();
        Model.Dispose();
        _stored.Dispose();
    }

    private List<TaskDefinition> TasksOf(StrategyOptions options)
    {
        if (options.Tasks.Count == 0)
        {
            var families = Labels.Select(label => Suite.Find(label).Family).ToHashSet(StringComparer.Ordinal);
            var unseen = Suite.UnseenTasks.Where(task => families.Contains(task.Family) && !Shelf.Has(task.Id)).Take(options.MostTasks).ToList();
            return unseen.Count > 0 ? unseen
                : throw new ArgumentException($"No unseen task of split {Suite.Seed} has an operation that an expert of '{options.Experts}' was trained on. Name tasks: --task ID.");
        }

        _ = new ChosenNanoTasks(Suite, options.Tasks); // refuses what is not there, or there twice, with the nearest
        return options.Tasks.FirstOrDefault(Shelf.Has) is { } known
            ? throw new ArgumentException($"Task '{known}' has an expert in '{options.Experts}', so nothing about it is unseen. Leave it out.")
            : [.. options.Tasks.Select(Suite.Find).Take(options.MostTasks)];
    }
}
