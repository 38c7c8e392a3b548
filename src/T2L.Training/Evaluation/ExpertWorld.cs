using T2L.Embedding;
using T2L.Hypernetwork.Experts;
using T2L.Models;
using T2L.Svf.Decomposition;
using T2L.Svf.Serving;
using T2L.Training.Evaluation.Methods;
using T2L.Training.Running;
using T2L.Training.Tasks;

namespace T2L.Training.Evaluation;

/// <summary>What SVF experts need beside a base: its singular vectors. And the methods that have them.</summary>
internal sealed class ExpertWorld : IDisposable
{
    private readonly StoredDecomposition _stored;
    private readonly ServedDecomposition _served;
    private readonly Questionnaire _questions;
    private readonly Examiner _examiner;
    private readonly List<IDisposable> _loaded = [];

    /// <param name="model">The base.</param>
    /// <param name="baseFolder">Its folder.</param>
    /// <param name="decomposition">Its decomposition; null for the one near it.</param>
    /// <param name="questions">What is asked.</param>
    /// <param name="examiner">Asks it.</param>
    /// <exception cref="ArgumentException">There is no decomposition, or it is of another base.</exception>
    public ExpertWorld(LanguageModel model, string baseFolder, string? decomposition, Questionnaire questions, Examiner examiner)
    {
        var folder = decomposition ?? DecompositionFolder.Near(baseFolder)
            ?? throw new ArgumentException($"SVF experts need the decomposition of the base, and there is none near '{baseFolder}'. Make one: ./t2l svf decompose --model {baseFolder} --out DIR, and name it with --decomposition DIR.");
        (_questions, _examiner) = (questions, examiner);
        _stored = StoredDecomposition.Open(folder);
        _served = new ServedDecomposition(_stored, model.Network);
        if (_stored.Manifest.BaseDigest == model.Digest)
            return;
        Dispose();
        throw new ArgumentException($"The decomposition '{folder}' is of base model '{_stored.Manifest.BaseModel}' ({_stored.Manifest.BaseDigest}); '{baseFolder}' is {model.Digest}. Decompose it: ./t2l svf decompose --model {baseFolder} --out DIR.");
    }

    /// <summary>Trained experts, and as controls those of other tasks and shuffled ones.</summary>
    public IEnumerable<IEvaluationMethod> Trained(string folder, TaskSuite suite)
    {
        var shelf = new ExpertShelf(folder, suite);
        ExpertGiven[] given = shelf.Count > 1 ? [ExpertGiven.Own, ExpertGiven.OtherTask, ExpertGiven.Shuffled] : [ExpertGiven.Own, ExpertGiven.Shuffled];
        return given.Select(which => new TrainedExpert(which, shelf, _served, _questions, _examiner));
    }

    /// <summary>A hypernetwork that writes experts, with its own, other and meaningless descriptions.</summary>
    public IEnumerable<IEvaluationMethod> Written(string name, string folder, TaskSuite suite, TextEncoder encoder)
    {
        if (RunRecord.IsIn(folder))
            SplitChecks.Oracles(suite, folder, RunRecord.Read(folder).Seed, "experts written by the hypernetwork");
        var generator = ExpertGenerator.Load(folder);
        _loaded.Add(generator);
        if (generator.Config.EncoderDigest != encoder.Digest)
            throw new ArgumentException($"The hypernetwork '{folder}' was trained with the text encoder {generator.Config.EncoderDigest}; this one is {encoder.Digest}. Name its own: --encoder DIR.");
        return new (string Name, string Label, MethodGroup Group, TextGiven Text)[]
        {
            (name, $"text to expert ({name})", MethodGroup.Hypernetwork, TextGiven.Own),
            ($"{name}_other_task", $"text to expert ({name}), another task's description", MethodGroup.Control, TextGiven.OtherTask),
            ($"{name}_random_text", $"text to expert ({name}), random letters", MethodGroup.Control, TextGiven.Random),
        }.Select(method => new WrittenExpert(new(method.Name, method.Label, method.Group), method.Text, generator, encoder, _served, _questions, _examiner));
    }

    public void Dispose()
    {
        foreach (var part in _loaded)
            part.Dispose();
        _served.Dispose();
        _stored.Dispose();
    }
}
