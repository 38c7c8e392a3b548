using T2L.Training.Data;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Evaluation.Methods;

/// <summary>A LoRA or an SVF expert for each task, served in mixed batches as a worker serves them; the prompt is the input alone.</summary>
/// <param name="name">What the method is called.</param>
/// <param name="serve">Loads adapters and gives each to that many rows.</param>
/// <param name="questions">What is asked.</param>
/// <param name="examiner">Asks it.</param>
internal abstract class AdapterMethod<T>(MethodName name, Func<IReadOnlyList<T>, int, IServedBatch> serve, Questionnaire questions, Examiner examiner) : IEvaluationMethod
{
    public MethodName Name => name;

    public abstract bool ReadsDescriptions { get; }

    public virtual double Cost => 1.5;

    protected Questionnaire Questions => questions;

    public abstract bool Covers(EvaluationSplit split, TaskDefinition task);

    public IReadOnlyList<TaskScore> Score(IReadOnlyList<TaskDefinition> tasks, Wording wording) => TaskScore.Mean(
        [.. Enumerable.Range(0, questions.Wordings).Select(draw => Ask(tasks, Adapters(tasks, wording, draw), draw))]);

    /// <summary>The adapter of each task.</summary>
    protected abstract IReadOnlyList<T> Adapters(IReadOnlyList<TaskDefinition> tasks, Wording wording, int draw);

    private IReadOnlyList<TaskScore> Ask(IReadOnlyList<TaskDefinition> tasks, IReadOnlyList<T> adapters, int draw)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var served = serve(adapters, questions.Examples);
        return examiner.Ask([.. tasks.Select(task => (IReadOnlyList<TokenizedExample>)[.. questions.Inputs(task, draw).Select(questions.Layout.Neutral)])], served);
    }
}
