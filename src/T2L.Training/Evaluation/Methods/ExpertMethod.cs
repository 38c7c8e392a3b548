using T2L.Adapters.Svf;
using T2L.Svf.Serving;
using T2L.Training.Data;
using T2L.Training.Tasks;
using static TorchSharp.torch;

namespace T2L.Training.Evaluation.Methods;

/// <summary>An SVF expert for each task, served in mixed batches as a worker serves them; the prompt is the input alone.</summary>
/// <param name="name">What the method is called.</param>
/// <param name="decomposition">The base's singular vectors.</param>
/// <param name="questions">What is asked.</param>
/// <param name="examiner">Asks it.</param>
internal abstract class ExpertMethod(MethodName name, ServedDecomposition decomposition, Questionnaire questions, Examiner examiner) : IEvaluationMethod
{
    public MethodName Name => name;

    public abstract bool ReadsDescriptions { get; }

    public double Cost => 1.5;

    protected Questionnaire Questions => questions;

    public abstract bool Covers(EvaluationSplit split, TaskDefinition task);

    public IReadOnlyList<TaskScore> Score(IReadOnlyList<TaskDefinition> tasks, Wording wording) => TaskScore.Mean(
        [.. Enumerable.Range(0, questions.Wordings).Select(draw => Ask(tasks, Experts(tasks, wording, draw), draw))]);

    /// <summary>The expert of each task.</summary>
    protected abstract IReadOnlyList<SvfExpert> Experts(IReadOnlyList<TaskDefinition> tasks, Wording wording, int draw);

    private IReadOnlyList<TaskScore> Ask(IReadOnlyList<TaskDefinition> tasks, IReadOnlyList<SvfExpert> experts, int draw)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var served = ServedExperts.Of(experts, decomposition, questions.Examples);
        return examiner.Ask([.. tasks.Select(task => (IReadOnlyList<TokenizedExample>)[.. questions.Inputs(task, draw).Select(questions.Layout.Neutral)])], served);
    }
}
